import type { CallInput } from '@stationmaster/server/contract'

type Answer = CallInput<'signInWithPasskey'>['body']['response']
type Registration = CallInput<'addPasskey'>['body']['response']

/** Browsers have passkeys on pages that came safely, and never for an IP address. */
export function canUsePasskeys(): boolean {
  const isAddress = /^[\d.]+$|:/.test(location.hostname)
  return (
    isSecureContext &&
    !isAddress &&
    typeof PublicKeyCredential !== 'undefined' &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

/** Opens the browser's dialog to sign in with a passkey. Rejects when the person closes it. */
export async function readPasskey(options: Record<string, unknown>): Promise<Answer> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(plain(options))
  return plain(await navigator.credentials.get({ publicKey }))
}

/** Opens the browser's dialog to make a passkey. Rejects when the person closes it. */
export async function makePasskey(options: Record<string, unknown>): Promise<Registration> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(plain(options))
  return plain(await navigator.credentials.create({ publicKey }))
}

/** As it travels between browser and server, each of which checks what the other has made. */
function plain(value: unknown) {
  return JSON.parse(JSON.stringify(value))
}
