import { useSyncExternalStore } from 'react'

/** Bookings that are about to be approved: the toast that waits and the rows that show them are apart. */
let deciding: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function become(next: ReadonlySet<string>): void {
  deciding = next
  for (const listener of listeners) listener()
}

export function beginDeciding(bookingId: string): void {
  become(new Set([...deciding, bookingId]))
}

export function endDeciding(bookingId: string): void {
  become(new Set([...deciding].filter((id) => id !== bookingId)))
}

export function useIsDeciding(bookingId: string): boolean {
  return useSyncExternalStore(subscribe, () => deciding.has(bookingId))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
