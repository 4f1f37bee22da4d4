import { describe, expect, test } from 'vitest'
import { effective, ROLE_PERMISSIONS } from '../../packages/server/src/accounts/roles.ts'
import { BUILT_IN_ROLES } from '../../packages/server/src/contract/index.ts'
import { partsOf, readSources } from './guards/console-parts.ts'
import { unguardedUses } from './guards/unguarded.ts'

/** What every built-in role has: nobody need be asked for it. */
const ofEverybody = new Set<string>([
  'public',
  ...[...effective(ROLE_PERMISSIONS.readOnly)].filter((permission) =>
    BUILT_IN_ROLES.every((role) => effective(ROLE_PERMISSIONS[role]).has(permission)),
  ),
])

/**
 * Every call that the console makes, followed back through dialogs, hooks and handlers to the screens: no way there may
 * leave out the question whether the reader has what the call asks for. So no button that is seen leads to a 403.
 */
describe('what a screen offers, its reader may do', () => {
  const sources = readSources()

  test('no way leads to a call or a command without asking for what it needs', () => {
    expect(unguardedUses(partsOf(sources), ofEverybody)).toEqual([])
  })

  test.each([
    ['the wrong permission', 'people/people-panel.tsx', "may('people.manage')", "may('people.read')"],
    ['another call', 'files/files-page.tsx', '<May call="createFirmware">', '<May call="listFiles">'],
    ['another command', 'stations/evse-card.tsx', 'send="stopTransaction"', 'send="reset"'],
    [
      'too little, for its screen',
      'quarantine/waiting-row.tsx',
      '<May call="approveStation">',
      '<May have="stations.read">',
    ],
    ['too little, in a column', 'certificates/roots.tsx', '<May call="deleteTrustedRoot">', '<May have="files.read">'],
    [
      'too little, for a whole panel',
      'settings/settings-page.tsx',
      "key: 'signOn', permission: 'settings.manage'",
      "key: 'signOn', permission: 'people.read'",
    ],
    [
      'too little, in the navigation',
      'app/shell/navigation.tsx',
      "permission: 'audit.read'",
      "permission: 'files.read'",
    ],
    ['too little, on a tab', 'stations/station-tab.ts', "history: 'audit.read'", "history: 'stations.read'"],
  ])('a guard that asks for %s is found', (_, file, right, wrong) => {
    const source = sources.get(file) ?? ''
    expect(source).toContain(right)
    const spoilt = new Map([...sources, [file, source.replace(right, wrong)]])
    expect(unguardedUses(partsOf(spoilt), ofEverybody)).not.toEqual([])
  })
})
