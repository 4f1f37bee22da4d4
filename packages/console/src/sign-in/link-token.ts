import { useEffect, useState } from 'react'

/**
 * The token of a one-time link. It stands behind the `#`, which a browser never sends; it is taken out of the address
 * bar at once. Empty when there is none.
 */
export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  return token
}
