/** How a station is told why its socket closes (RFC 6455 §7.4.1 and the IANA registry). */
export const CLOSE = {
  /** No common subprotocol. */
  protocolError: 1002,
  /** It broke a limit, or a newer socket has taken its place. */
  policyViolation: 1008,
  /** Come back at once: the server restarts, or knows the station now. */
  serviceRestart: 1012,
  /** Keep what you have to say and come back later: it could not be stored now. */
  tryAgainLater: 1013,
} as const
