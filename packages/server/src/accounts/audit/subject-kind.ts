/** What actions are done to whose name says something else. */
const SUBJECTS: Readonly<Record<string, string>> = {
  ...of('station', ['command', 'configuration', 'certificates', 'commissioning', 'localList', 'quarantine']),
  ...of('person', ['signIn', 'owner', 'password', 'secondFactor', 'backupCodes', 'passkey', 'profile']),
  ...of('person', ['member', 'invitation', 'browserSession', 'tenant']),
}

function of(kind: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, kind]))
}

/** What kind of thing an action is done to: `station` for `station.changed` and for `command.requested`. */
export function subjectKindOf(action: string): string {
  const [name = action] = action.split('.')
  return SUBJECTS[name] ?? name
}
