/** A typed event source: `Events` maps a name to its payload. */
export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): () => void
  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void
}

/** Creates an emitter; `on` returns the function that removes the listener. */
export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [Name in keyof Events]?: Set<(payload: Events[Name]) => void> } = {}
  return {
    on: (name, listener) => {
      const set = listeners[name] ?? new Set()
      listeners[name] = set
      set.add(listener)
      return () => {
        set.delete(listener)
      }
    },
    emit: (name, payload) => {
      for (const listener of listeners[name] ?? []) listener(payload)
    },
  }
}
