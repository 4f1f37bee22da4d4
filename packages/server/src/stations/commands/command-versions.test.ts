import { DIALECTS, type OcppVersion, type StationCommand } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { COMMAND_VERSIONS } from '../../contract/command-versions.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']

/** A command that tells whether anybody looked at what it says: a version that lacks it refuses it by its kind alone. */
function watched(kind: string): { readonly command: StationCommand; isRead: boolean } {
  const seen = {
    isRead: false,
    command: new Proxy({ kind } as StationCommand, {
      get(target, name) {
        if (name === 'kind') return target.kind
        seen.isRead = true
        return undefined
      },
      ownKeys(target) {
        seen.isRead = true
        return Reflect.ownKeys(target)
      },
    }),
  }
  return seen
}

function isAbsent(version: OcppVersion, kind: string): boolean {
  const seen = watched(kind)
  try {
    const encoded = DIALECTS[version].encodeCommand(seen.command)
    return !encoded.ok && !seen.isRead
  } catch {
    return false
  }
}

test.each(Object.entries(COMMAND_VERSIONS))('the dialects have %s where the table says so', (kind, versions) => {
  expect(VERSIONS.filter((version) => !isAbsent(version, kind))).toEqual(versions)
})
