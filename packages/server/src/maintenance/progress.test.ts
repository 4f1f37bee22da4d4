import { schemaOf } from '@stationmaster/ocpp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MaintenanceKind, MaintenanceState } from '../contract/index.ts'
import { hasEnded, nextState, stateOfStatus } from './progress.ts'

const REPORTS = [
  ['1.6', 'FirmwareStatusNotification', 'firmwareUpdate'],
  ['1.6', 'SignedFirmwareStatusNotification', 'firmwareUpdate'],
  ['2.0.1', 'FirmwareStatusNotification', 'firmwareUpdate'],
  ['2.1', 'FirmwareStatusNotification', 'firmwareUpdate'],
  ['1.6', 'DiagnosticsStatusNotification', 'logUpload'],
  ['1.6', 'LogStatusNotification', 'logUpload'],
  ['2.0.1', 'LogStatusNotification', 'logUpload'],
  ['2.1', 'LogStatusNotification', 'logUpload'],
  ['2.0.1', 'PublishFirmwareStatusNotification', 'firmwarePublication'],
  ['2.1', 'PublishFirmwareStatusNotification', 'firmwarePublication'],
] as const

test.each(REPORTS)('every status of %s %s but Idle means something', (version, action, kind) => {
  const schema = schemaOf(version, action, 'request')
  const { $ref, enum: inline } = schema?.properties?.['status'] ?? {}
  const words = inline ?? schema?.definitions[$ref?.split('/').at(-1) ?? '']?.enum ?? []
  expect(words.length).toBeGreaterThan(3)
  expect(words.filter((word) => stateOfStatus(kind, word) === undefined)).toEqual(['Idle'])
})

test('a station that fails and tries again may still succeed; what succeeded stays so, whatever is said of it', () => {
  const kinds = fc.constantFrom<MaintenanceKind>('firmwareUpdate', 'logUpload', 'firmwarePublication')
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        'Downloading',
        'DownloadFailed',
        'Installed',
        'Idle',
        'Uploaded',
        'AcceptedCanceled',
        'Published',
      ),
      fc.string({ maxLength: 20 }),
    ),
  )
  fc.assert(
    fc.property(kinds, words, (kind, said) => {
      const last = said.reduce<MaintenanceState>((state, word) => nextState(kind, state, word), 'running')
      const good = { firmwareUpdate: 'Installed', logUpload: 'Uploaded', firmwarePublication: 'Published' }[kind]
      expect(last === 'succeeded').toBe(said.includes(good))
      expect(hasEnded(nextState(kind, last, good))).toBe(true)
    }),
  )
})
