import { describe, expect, test } from 'vitest'
import type { FilesCommand } from '../vocabulary/commands/files.ts'
import { DIALECTS } from './dialects.ts'

const AT_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
const AT = '2026-01-02T03:04:05.000Z'
const SIGNED = { signature: 'AAAA', certificate: 'PEM' }
const UPDATE: FilesCommand = {
  kind: 'updateFirmware',
  requestId: 7,
  location: 'http://csms/fw.bin',
  retrieveAtMs: AT_MS,
  retry: { retries: 2, intervalS: 60 },
}
const LOG: FilesCommand = {
  kind: 'getLog',
  requestId: 8,
  log: 'SecurityLog',
  location: 'http://csms/up/',
  span: { fromMs: AT_MS },
}
const DIAGNOSTICS: FilesCommand = {
  kind: 'getDiagnostics',
  requestId: 9,
  location: 'ftp://csms/',
  span: { fromMs: AT_MS, toMs: AT_MS },
}
const PUBLISH: FilesCommand = { kind: 'publishFirmware', requestId: 3, location: 'http://csms/fw', checksum: 'abc' }

describe('OCPP 1.6', () => {
  const dialect = DIALECTS['1.6']

  test('asks for a plain update', () => {
    expect(dialect.encodeCommand(UPDATE)).toEqual({
      ok: true,
      action: 'UpdateFirmware',
      payload: { location: 'http://csms/fw.bin', retrieveDate: AT, retries: 2, retryInterval: 60 },
    })
    expect(dialect.decodeAnswer(UPDATE, {})).toMatchObject({ outcome: 'accepted', status: 'Accepted' })
  })

  test('asks for a signed update where there is a signature', () => {
    expect(dialect.encodeCommand({ ...UPDATE, signed: SIGNED, installAtMs: AT_MS })).toMatchObject({
      ok: true,
      action: 'SignedUpdateFirmware',
      payload: {
        requestId: 7,
        firmware: { installDateTime: AT, signature: 'AAAA', signingCertificate: 'PEM' },
      },
    })
    expect(dialect.decodeAnswer(UPDATE, { status: 'InvalidCertificate' })).toMatchObject({
      outcome: 'rejected',
      status: 'InvalidCertificate',
    })
  })

  test('cannot say when a plain update is to be installed', () => {
    expect(dialect.encodeCommand({ ...UPDATE, installAtMs: AT_MS })).toMatchObject({ ok: false })
  })

  test('asks for diagnostics, of which there may be none', () => {
    expect(dialect.encodeCommand(DIAGNOSTICS)).toEqual({
      ok: true,
      action: 'GetDiagnostics',
      payload: { location: 'ftp://csms/', startTime: AT, stopTime: AT },
    })
    expect(dialect.decodeAnswer(DIAGNOSTICS, { fileName: 'a.zip' })).toMatchObject({
      outcome: 'accepted',
      data: { filename: 'a.zip' },
    })
    expect(dialect.decodeAnswer(DIAGNOSTICS, {})).toMatchObject({ outcome: 'rejected', status: 'NoDiagnostics' })
  })

  test('has logs by its security extension, and no publishing', () => {
    expect(dialect.encodeCommand(LOG)).toMatchObject({ ok: true, action: 'GetLog' })
    expect(dialect.encodeCommand({ ...LOG, log: 'DataCollectorLog' })).toMatchObject({ ok: false })
    expect(dialect.encodeCommand(PUBLISH)).toMatchObject({ ok: false })
    expect(dialect.encodeCommand({ kind: 'unpublishFirmware', checksum: 'abc' })).toMatchObject({ ok: false })
  })
})

describe.each(['2.0.1', '2.1'] as const)('OCPP %s', (version) => {
  const dialect = DIALECTS[version]

  test('asks for an update, signed or not', () => {
    expect(dialect.encodeCommand(UPDATE)).toEqual({
      ok: true,
      action: 'UpdateFirmware',
      payload: {
        retries: 2,
        retryInterval: 60,
        requestId: 7,
        firmware: { location: 'http://csms/fw.bin', retrieveDateTime: AT },
      },
    })
    expect(dialect.encodeCommand({ ...UPDATE, signed: SIGNED })).toMatchObject({
      payload: { firmware: { signature: 'AAAA', signingCertificate: 'PEM' } },
    })
    expect(dialect.decodeAnswer(UPDATE, { status: 'AcceptedCanceled' })).toMatchObject({ outcome: 'accepted' })
  })

  test('asks for a log, and reads its name', () => {
    expect(dialect.encodeCommand(LOG)).toEqual({
      ok: true,
      action: 'GetLog',
      payload: {
        log: { remoteLocation: 'http://csms/up/', oldestTimestamp: AT },
        logType: 'SecurityLog',
        requestId: 8,
      },
    })
    expect(dialect.decodeAnswer(LOG, { status: 'Accepted', filename: 'a.log' })).toMatchObject({
      outcome: 'accepted',
      data: { filename: 'a.log' },
    })
    expect(dialect.encodeCommand({ ...LOG, log: 'DataCollectorLog' }).ok).toBe(version === '2.1')
    expect(dialect.encodeCommand(DIAGNOSTICS)).toMatchObject({ ok: false })
  })

  test('publishes firmware and takes it back', () => {
    expect(dialect.encodeCommand(PUBLISH)).toMatchObject({ ok: true, action: 'PublishFirmware' })
    const back: FilesCommand = { kind: 'unpublishFirmware', checksum: 'abc' }
    expect(dialect.encodeCommand(back)).toEqual({ ok: true, action: 'UnpublishFirmware', payload: { checksum: 'abc' } })
    expect(dialect.decodeAnswer(back, { status: 'DownloadOngoing' })).toMatchObject({ outcome: 'rejected' })
    const report = { status: 'Published', requestId: 3, location: ['http://10.0.0.2/fw'] }
    expect(dialect.decodeCall('PublishFirmwareStatusNotification', report)).toMatchObject({
      ok: true,
      event: { kind: 'firmwarePublication', status: 'Published', requestId: 3, locations: ['http://10.0.0.2/fw'] },
    })
  })

  test('an address longer than the version allows is not sent', () => {
    const location = `http://csms/${'a'.repeat(version === '2.1' ? 2000 : 512)}`
    expect(dialect.encodeCommand({ ...LOG, location })).toMatchObject({ ok: false })
  })
})
