import { parseIdentity } from '../gateway/index.ts'
import type { StationIdentity } from './ids.ts'

/** The folded form of an identity that the contract has checked: used for look-ups, routing and authentication. */
export function foldIdentity(text: string): StationIdentity {
  const reading = parseIdentity(text)
  if (!reading.ok) throw new Error(`The contract let a wrong identity through: ${reading.reason}`)
  return reading.identity
}
