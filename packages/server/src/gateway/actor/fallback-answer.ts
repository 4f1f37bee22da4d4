/**
 * The smallest valid answer to a report that could not be read or handled: a station that gets an error for one
 * throws the report away after a few attempts (1.6 §4.8, §4.10: checks must not suppress the reply).
 * Keys are in the order of the schema.
 */
export function fallbackAnswer(action: string, nextTransactionNumber: () => number): Record<string, unknown> {
  if (action !== 'StartTransaction') return {}
  return { idTagInfo: { status: 'Invalid' }, transactionId: nextTransactionNumber() }
}
