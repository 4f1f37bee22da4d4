import { createHmac, timingSafeEqual } from 'node:crypto'
import type { OcppVersion } from '@stationmaster/ocpp'
import { type Random, systemRandom } from '../platform/random/index.ts'

/**
 * How a station's secret is kept: HMAC-SHA-256 under a salt of its own. Secrets are 160 random bits, so a slow
 * hash would add nothing but a storm of CPU when a fleet reconnects.
 */
export interface StoredSecret {
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

const SALT_BYTES = 16
const GENERATED_BYTES = 20
const HEX = /^(?:[0-9A-Fa-f]{2})+$/

/** Compared against when there is no station, so that a refusal costs the same work. Nothing hashes to zeros. */
const NO_SECRET: StoredSecret = { salt: new Uint8Array(SALT_BYTES), hash: new Uint8Array(32) }

/** A new station secret: 40 lower-case hex digits, which is a valid 2.x password and the hex form of a 20-byte 1.6 key. */
export function generatePassword(random: Random = systemRandom): string {
  return Buffer.from(random.bytes(GENERATED_BYTES)).toString('hex')
}

/** Salts and hashes a secret for storage. */
export function hashSecret(secret: string | Uint8Array, random: Random = systemRandom): StoredSecret {
  const salt = newSalt(random)
  return { salt, hash: digest(salt, secret) }
}

/** A salt for secrets that shall be told apart: equal secrets under one salt have equal hashes. */
export function newSalt(random: Random = systemRandom): Uint8Array {
  return random.bytes(SALT_BYTES)
}

/** The hash of a secret under a salt that is known already. */
export function hashUnder(salt: Uint8Array, secret: Uint8Array): Uint8Array {
  return digest(salt, secret)
}

/**
 * Whether a presented password is the stored secret. The work depends on what is presented, not on the outcome; `undefined` (no such
 * station, or one without a secret) costs as much as a wrong password. For 1.6 the raw bytes and the hex digits of
 * one key are the same secret.
 */
export function verifySecret(presented: Uint8Array, stored: StoredSecret | undefined, version?: OcppVersion): boolean {
  const { salt, hash } = stored ?? NO_SECRET
  let matched = false
  for (const form of version === '1.6' ? formsOfKey(presented) : [presented]) {
    matched = timingSafeEqual(digest(salt, form), hash) || matched
  }
  return matched && stored !== undefined
}

/**
 * Whether a presented password is one of several secrets under one salt. Does as much work when there is none, so that
 * a station whose password is being changed is not told apart by time.
 */
export function matchesOneOf(presented: Uint8Array, stored: readonly StoredSecret[], version?: OcppVersion): boolean {
  let matched = false
  for (const secret of stored.length === 0 ? [undefined] : stored) {
    matched = verifySecret(presented, secret, version) || matched
  }
  return matched
}

/** The forms in which firmware presents one AuthorizationKey: hex digits stand for their bytes, bytes for their hex digits. */
function formsOfKey(presented: Uint8Array): readonly (string | Uint8Array)[] {
  const bytes = Buffer.from(presented)
  const text = bytes.toString('latin1')
  if (!HEX.test(text)) return [bytes, bytes.toString('hex'), bytes.toString('hex').toUpperCase()]
  return [...new Set([text, text.toLowerCase(), text.toUpperCase()]), Buffer.from(text, 'hex')]
}

function digest(salt: Uint8Array, secret: string | Uint8Array): Buffer {
  return createHmac('sha256', salt).update(secret).digest()
}
