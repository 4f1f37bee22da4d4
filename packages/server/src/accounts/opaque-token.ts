import { createHash } from 'node:crypto'
import type { Random } from '../platform/random/index.ts'

/** A secret that stands for itself: 256 random bits, of which only the hash is stored. */
export function createOpaqueToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/** What is stored of an opaque token. 256 random bits need no salt and no slow hash. */
export function hashOpaqueToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
