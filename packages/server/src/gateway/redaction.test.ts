import { describe, expect, test } from 'vitest'
import { isSecretName, redactFrame } from './redaction.ts'

const SECRET = 'S3cretS3cretS3cret'

describe('a frame loses', () => {
  test.each([
    ['a 1.6 key being set', [2, '1', 'ChangeConfiguration', { key: 'AuthorizationKey', value: SECRET }]],
    [
      'a 1.6 key being read',
      [3, '1', { configurationKey: [{ key: 'AuthorizationKey', readonly: false, value: SECRET }] }],
    ],
    [
      'a 2.x password being set',
      [
        2,
        '1',
        'SetVariables',
        {
          setVariableData: [
            {
              component: { name: 'SecurityCtrlr' },
              variable: { name: 'BasicAuthPassword' },
              attributeType: 'Actual',
              attributeValue: SECRET,
            },
          ],
        },
      ],
    ],
    [
      'a 2.x password in a report',
      [
        2,
        '1',
        'NotifyReport',
        {
          reportData: [
            {
              component: { name: 'SecurityCtrlr' },
              variable: { name: 'BasicAuthPassword' },
              variableAttribute: [{ type: 'Actual', value: SECRET }],
            },
          ],
        },
      ],
    ],
    ['a network password', [2, '1', 'SetNetworkProfile', { connectionData: { vpn: { password: SECRET, user: 'u' } } }]],
    ['a private key', [2, '1', 'DataTransfer', { data: `-----BEGIN EC PRIVATE KEY-----\n${SECRET}\n` }]],
    ['credentials in a URL', [2, '1', 'GetDiagnostics', { location: `ftp://charger:${SECRET}@files.example/in` }]],
    ['credentials with an @', [2, '1', 'GetLog', { log: { remoteLocation: `sftp://c:a@${SECRET}@files.example` } }]],
    ['a password in JSON in a text', [2, '1', 'DataTransfer', { data: JSON.stringify({ a: [{ password: SECRET }] }) }]],
    ['an access point key', [2, '1', 'DataTransfer', { data: { wifiKey: SECRET } }]],
  ])('%s', (_, frame) => {
    const text = redactFrame(JSON.stringify(frame))
    expect(text).not.toContain(SECRET)
    expect(JSON.parse(text).slice(0, 2)).toEqual(frame.slice(0, 2))
  })
})

test('a URL with escaped slashes loses its credentials too', () => {
  expect(redactFrame(`[2,"1","GetDiagnostics",{"location":"ftp:\\/\\/u:${SECRET}@files.example\\/in"}]`)).not.toContain(
    SECRET,
  )
})

test('a frame that looks secret and is no JSON is withheld', () => {
  expect(redactFrame(`[2,"1","X",{"password":"${SECRET}"`)).not.toContain(SECRET)
})

test.each([
  '[2,"1","MeterValues",{"connectorId":1}]',
  '[2, "1", "StatusNotification", { "status": "Available" }]',
  '[3,"1",{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"}],"unknownKey":["A","B"]}]',
  '[2,"1","GetDiagnostics",{"location":"https://files.example/a@b?c=d@e"}]',
  '[2,"1","DataTransfer",{"data":"{ \\"keys\\" : 7"}]',
  '[2,"1","GetConfiguration",{"key":["AuthorizationKey","HeartbeatInterval"]}]',
])('%s keeps all it says', (text) => {
  expect(JSON.parse(redactFrame(text))).toEqual(JSON.parse(text))
})

test.each(['AuthorizationKey', 'BasicAuthPassword', 'adminPassword', 'WifiKey', 'apn_psk', 'ApiKey', 'ClientSecret'])(
  '%s names a secret',
  (name) => expect(isSecretName(name)).toBe(true),
)

test.each(['HeartbeatInterval', 'NumberOfConnectors', 'AuthorizeRemoteTxRequests', 'KeySwitchState', 'value'])(
  '%s names none',
  (name) => expect(isSecretName(name)).toBe(false),
)
