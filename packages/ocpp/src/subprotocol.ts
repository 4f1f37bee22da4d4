import type { OcppVersion } from './vocabulary/dialect.ts'

/** Newest first: what a CSMS prefers unless told otherwise. */
export const DEFAULT_PREFERENCE: readonly OcppVersion[] = ['2.1', '2.0.1', '1.6']

const VERSION_OF_NAME: ReadonlyMap<string, OcppVersion> = new Map([
  ['ocpp1.6', '1.6'],
  ['ocpp1.6j', '1.6'],
  ['ocpp1.6-j', '1.6'],
  ['ocpp2.0.1', '2.0.1'],
  ['ocpp2.1', '2.1'],
])

export type SubprotocolChoice =
  /** `name` is the offered name as sent, which is what the handshake has to echo. */
  | { readonly ok: true; readonly version: OcppVersion; readonly name: string }
  | { readonly ok: false; readonly reason: string }

/** The name a station offers for a version. */
export function subprotocolName(version: OcppVersion): string {
  return `ocpp${version}`
}

/**
 * Chooses from the Sec-WebSocket-Protocol header (its text, or the names in it) by our order of preference.
 * Case, blanks and the usual misspellings are tolerated.
 */
export function chooseSubprotocol(
  offered: string | Iterable<string>,
  preference: readonly OcppVersion[] = DEFAULT_PREFERENCE,
): SubprotocolChoice {
  const names = [...(typeof offered === 'string' ? offered.split(',') : offered)].map((name) => name.trim())
  const nameOf = new Map<OcppVersion, string>()
  for (const name of names) {
    const version = VERSION_OF_NAME.get(name.replace(/\s/g, '').toLowerCase())
    if (version !== undefined && !nameOf.has(version)) nameOf.set(version, name)
  }
  for (const version of preference) {
    const name = nameOf.get(version)
    if (name !== undefined) return { ok: true, version, name }
  }
  const list = names.filter((name) => name.length > 0)
  return {
    ok: false,
    reason:
      list.length === 0
        ? 'no subprotocol offered'
        : `none of the offered subprotocols is spoken: ${list.join(', ').slice(0, 100)}`,
  }
}
