import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../../platform/random/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { KeyStore } from './key-store.ts'

const KEY_FILE = 'sealing.key'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under a key in the key store, which is made at the first start: whoever copies the store then has it. */
export function createSealing(keyStore: KeyStore, random: Random): Sealing {
  const key = (): Buffer => {
    const stored = keyStore.read(KEY_FILE)
    const hex = stored ?? keyStore.writeOnce(KEY_FILE, Buffer.from(random.bytes(KEY_BYTES)).toString('hex'))
    return Buffer.from(hex, 'hex')
  }
  key()
  return {
    seal(secret) {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce)
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, NONCE_BYTES))
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
        const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]
        return Buffer.concat(text).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
