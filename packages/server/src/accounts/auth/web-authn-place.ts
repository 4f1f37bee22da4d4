/**
 * The site that passkeys are bound to (WebAuthn: relying party id) and the origins that may use them. Browsers take no
 * IP address for it; a server on this machine is reached as `localhost` then.
 */
export function webAuthnPlace(publicUrl: string): { readonly rpID: string; readonly origin: string[] } {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (hostname !== '127.0.0.1' && hostname !== '[::1]') return { rpID: hostname, origin: [publicUrl] }
  const local = `${protocol}//localhost${port === '' ? '' : `:${port}`}`
  return { rpID: 'localhost', origin: [local] }
}
