/** Reports of what has already happened: they are never dropped, refused or left without a valid answer. */
const BILLING = new Set(['StartTransaction', 'StopTransaction', 'TransactionEvent', 'MeterValues'])

export function isBilling(action: string): boolean {
  return BILLING.has(action)
}

/** Frequent actions whose schemas have no place for a secret. */
const PLAIN = new Set([...BILLING, 'StatusNotification', 'Heartbeat', 'Authorize', 'BootNotification'])

/** Whether a message of this action could carry a password or key. */
export function mayCarrySecrets(action: string): boolean {
  return !PLAIN.has(action)
}
