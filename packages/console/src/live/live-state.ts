import { useSyncExternalStore } from 'react'

/** How fresh the picture is. `lastMessageAtMs` is null until the stream has spoken once. */
export interface LiveState {
  readonly connection: 'connecting' | 'open' | 'lost'
  readonly lastMessageAtMs: number | null
}

let state: LiveState = { connection: 'connecting', lastMessageAtMs: null }
const listeners = new Set<() => void>()

export function setLiveState(change: Partial<LiveState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}
