import { type Auth, concludePasswordReset, createAuth, type Passwords, sendResetLink } from './accounts/index.ts'
import type { KeyStore } from './certificates/authority/key-store.ts'
import type { Config } from './config/index.ts'
import type { Foundations } from './foundations.ts'
import type { OutboxServices } from './mail/index.ts'
import type { Database } from './platform/database/index.ts'
import { isSecure } from './platform/http/index.ts'

const KEY_FILE = 'sign-in.key'
const KEY_BYTES = 32

type Parts = Foundations &
  OutboxServices & {
    readonly database: Database
    readonly keyStore: KeyStore
    readonly passwords: Passwords
    readonly publicUrl: () => string
  }

/**
 * Sign-in, made when it is first wanted: it has to know where browsers reach us, which is known when we listen. Its
 * key signs cookies and encrypts second factors; like those of the certificates it is a file of the data directory.
 */
export function openAuth(config: Config, parts: Parts): () => Auth {
  const { keyStore } = parts
  const secret = () =>
    keyStore.read(KEY_FILE) ?? keyStore.writeOnce(KEY_FILE, Buffer.from(parts.random.bytes(KEY_BYTES)).toString('hex'))
  let auth: Auth | undefined
  return () => {
    auth ??= createAuth({
      ...parts,
      secret: secret(),
      publicUrl: parts.publicUrl(),
      secure: isSecure(config.http),
      sendResetLink: (person, link) => sendResetLink(parts, person, link),
      concludePasswordReset: (person) => concludePasswordReset(parts, person),
    })
    return auth
  }
}
