/** SQLSTATE classes of a server that is going, gone or starting: connection, operator intervention, out of resources. */
const AWAY_STATES = /^(08...|57P0[1-5]|53...)$/
const NETWORK_ERRORS = /^(ECONN[A-Z]+|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** The driver reports these without a code. */
const DRIVER_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

/** Whether an error of a query means that the database could not be asked, rather than that it said no. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return AWAY_STATES.test(code) || NETWORK_ERRORS.test(code) || DRIVER_MESSAGES.test(error.message)
}
