import type { x509 } from '../x509.ts'

/** What an authority made of a request. */
export type Signed =
  /** The station's own certificate first, the root left out. */
  | { readonly ok: true; readonly chain: readonly x509.X509Certificate[] }
  /** Final: asking again will not help. */
  | { readonly ok: false; readonly isFinal: boolean; readonly reason: string; readonly retryAfterS?: number }
