import type { Sealing } from '../platform/sealing.ts'
import { redact } from './redaction.ts'

/** Plain data as it is stored: JSON that may be shown, and the whole sealed where that hides something. */
export interface StoredJson {
  readonly shown: string
  readonly sealed: Buffer | null
}

/** Takes the secrets out of data that has to be kept for a while. */
export function sealSecrets(sealing: Pick<Sealing, 'seal'>, value: unknown): StoredJson {
  const plain = JSON.stringify(value)
  const shown = JSON.stringify(redact(value))
  return { shown, sealed: shown === plain ? null : sealing.seal(plain) }
}

/** The whole again; undefined when it was sealed under another key. */
export function unsealed<Value>(
  sealing: Pick<Sealing, 'open'>,
  { shown, sealed }: { readonly shown: Value; readonly sealed: Uint8Array | null },
): Value | undefined {
  if (sealed === null) return shown
  const plain = sealing.open(sealed)
  // We sealed it ourselves.
  return plain === undefined ? undefined : JSON.parse(plain)
}
