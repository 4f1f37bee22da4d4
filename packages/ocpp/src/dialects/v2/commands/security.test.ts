import { expect, test } from 'vitest'
import type { NetworkProfile } from '../../../vocabulary/commands/security.ts'
import { DIALECTS } from '../../dialects.ts'

const FULL: NetworkProfile = {
  url: 'wss://csms.example/ocpp',
  securityProfile: 2,
  interface: 'Wireless0',
  messageTimeoutS: 30,
  version: '2.0.1',
  apn: {
    apn: 'iot.example',
    authentication: 'CHAP',
    userName: 'u',
    password: 'p',
    simPin: 1234,
    preferredNetwork: '24001',
  },
  vpn: { server: 'vpn.example', user: 'u', password: 'p', key: 'k', type: 'IKEv2', group: 'g' },
}

test.each([
  ['2.0.1', 'OCPP20'],
  ['2.1', 'OCPP201'],
] as const)('%s writes a whole network profile, and calls the version %s', (version, ocppVersion) => {
  const encoded = DIALECTS[version].encodeCommand({ kind: 'setNetworkProfile', slot: 2, profile: FULL })
  expect(encoded).toEqual({
    ok: true,
    action: 'SetNetworkProfile',
    payload: {
      configurationSlot: 2,
      connectionData: {
        ocppVersion,
        ocppTransport: 'JSON',
        ocppCsmsUrl: FULL.url,
        messageTimeout: 30,
        securityProfile: 2,
        ocppInterface: 'Wireless0',
        apn: {
          apn: 'iot.example',
          apnAuthentication: 'CHAP',
          apnUserName: 'u',
          apnPassword: 'p',
          simPin: 1234,
          preferredNetwork: '24001',
        },
        vpn: FULL.vpn,
      },
    },
  })
})

test.each([
  [{ identity: 'DE-1' }],
  [{ basicAuthPassword: 'a-password-of-24-letters' }],
  [{ interface: 'Any' }],
  [{ version: '2.1' }],
] as const)('%j is for 2.1 alone', (more) => {
  const command = { kind: 'setNetworkProfile', slot: 2, profile: { ...FULL, ...more } } as const
  expect(DIALECTS['2.0.1'].encodeCommand(command)).toMatchObject({ ok: false })
  expect(DIALECTS['2.1'].encodeCommand(command)).toMatchObject({ ok: true })
})

test('1.6 has a key for the password and no network profiles', () => {
  const dialect = DIALECTS['1.6']
  expect(dialect.encodeCommand({ kind: 'setStationPassword', password: '00'.repeat(20) })).toEqual({
    ok: true,
    action: 'ChangeConfiguration',
    payload: { key: 'AuthorizationKey', value: '00'.repeat(20) },
  })
  expect(dialect.encodeCommand({ kind: 'setNetworkProfile', slot: 2, profile: FULL })).toMatchObject({ ok: false })
})

test.each(['2.0.1', '2.1'] as const)('%s takes a password only when the station says so', (version) => {
  const place = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } }
  const answer = (attributeStatus: string) =>
    DIALECTS[version].decodeAnswer(
      { kind: 'setStationPassword', password: 'x'.repeat(16) },
      { setVariableResult: [{ attributeStatus, ...place }] },
    )
  expect(answer('Accepted')).toMatchObject({ outcome: 'accepted', status: 'Accepted' })
  expect(answer('RebootRequired')).toMatchObject({ outcome: 'accepted', status: 'RebootRequired' })
  expect(answer('Rejected')).toMatchObject({ outcome: 'rejected' })
})
