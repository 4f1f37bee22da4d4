import { auditActions } from '@stationmaster/server/contract'
import { expect, test } from 'vitest'
import { english } from '../app/i18n/testing/catalogues.ts'

test('every action of the audit log has a word, and every word is of an action', () => {
  const prefix = 'audit.do.'
  const worded = Object.keys(english).filter((key) => key.startsWith(prefix))
  expect(worded.map((key) => key.slice(prefix.length)).toSorted()).toEqual(auditActions())
})
