import { createHmac } from 'node:crypto'

/** HTTP header that carries it. */
export const SIGNATURE_HEADER = 'stationmaster-signature'

/**
 * Signs a request: `t=<seconds>,v1=<hex>`, where v1 is HMAC-SHA256 under the secret of the time, a full stop, and the
 * body. While a secret is replaced there is a v1 for each.
 */
export function signatureOf(secrets: readonly string[], atS: number, body: string): string {
  const signatures = secrets.map((secret) => createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex'))
  return [`t=${atS}`, ...signatures.map((signature) => `v1=${signature}`)].join(',')
}
