/**
 * SQLSTATEs of a server that cannot work now: connection (08), transaction broken off (40), out of resources (53), operator
 * intervention (57, a statement past its time among them), system error (58), and a server that only reads (25006).
 */
const AWAY_STATES = /^(08...|40...|53...|57...|58...|25006)$/
const SYSTEM_ERRORS =
  /^(ECONN[A-Z]+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|EMFILE|ENFILE|ENOBUFS)$/
/** The driver reports these without a code. */
const DRIVER_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Cannot use a pool after calling end/

/**
 * Whether an error of a query means that the database could not be asked or cannot work now, so that the same query may
 * succeed later, rather than that it said no. The one answer for the API, the gateway and the jobs.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return AWAY_STATES.test(code) || SYSTEM_ERRORS.test(code) || DRIVER_MESSAGES.test(error.message)
}
