import { type ConfigurationTemplate, TemplateInput } from '@stationmaster/server/contract'
import { expect, test } from 'vitest'
import { bodyOf, draftOf, newEntry, newTemplate } from './template-draft.ts'

const template: ConfigurationTemplate = {
  id: '01900000-0000-7000-8000-000000000000',
  name: 'Car parks',
  description: null,
  enabled: true,
  builtIn: false,
  priority: -3,
  version: 2,
  changedAt: '2026-01-01T00:00:00Z',
  stations: { compared: 2, deviating: 1 },
  conditions: { ocppVersions: ['1.6', '2.1'], vendors: ['Norrvolt', 'Granit*'], stationIds: ['CS-1'] },
  entries: [
    { kind: 'setting', setting: 'heartbeatInterval', value: '600', min: 10.5, isSecret: false },
    { kind: 'key', key: 'AuthKey', isSecret: true },
    {
      ...{ kind: 'variable', component: 'AlignedDataCtrlr', variable: 'Interval', value: '900', isSecret: false },
      ...{ evseId: 2, attribute: 'Target' },
    },
  ],
}

test('what is read into the form comes out of it again, secrets left alone', () => {
  const { id: _, builtIn: __, version: ___, changedAt: ____, stations: _____, ...input } = template
  const entries = input.entries.map(({ isSecret: ______, ...entry }) => entry)
  expect(bodyOf(draftOf(template))).toEqual({ ...input, entries })
  expect(TemplateInput.safeParse(bodyOf(draftOf(template))).success).toBe(true)
})

test('a secret that is typed is sent', () => {
  const draft = draftOf(template)
  const entries = draft.entries.map((entry) => (entry.isSecret ? { ...entry, value: 'new' } : entry))
  expect(bodyOf({ ...draft, entries })['entries']).toContainEqual({ kind: 'key', key: 'AuthKey', value: 'new' })
})

test('what is no number stays as typed, for the contract to refuse at its field', () => {
  const draft = { ...newTemplate(), name: 'X', priority: '1,5', entries: [{ ...newEntry('0'), min: 'some' }] }
  const refused = TemplateInput.safeParse(bodyOf(draft)).error?.issues.map(({ path }) => path.join('.'))
  expect(refused).toEqual(expect.arrayContaining(['priority', 'entries.0.setting', 'entries.0.min']))
})
