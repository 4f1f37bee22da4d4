import { useEffect } from 'react'

/** What can still be taken back, oldest first. */
const waiting: (() => void)[] = []
/** Where the reader has typed since the newest command began to wait: what was done last is what is taken back. */
let typedIn: EventTarget | null = null

function onKey(event: KeyboardEvent): void {
  const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  if (!isUndo || event.defaultPrevented || (typedIn !== null && event.target === typedIn)) return
  event.preventDefault()
  waiting.at(-1)?.()
}

/** A box that is ticked takes nothing back by itself; what is typed comes as an event of its own kind. */
function onInput(event: Event): void {
  if (event instanceof InputEvent) typedIn = event.target
}

function listen(): void {
  window.addEventListener('keydown', onKey)
  window.addEventListener('input', onInput)
}

function unlisten(): void {
  window.removeEventListener('keydown', onKey)
  window.removeEventListener('input', onInput)
}

/** Ctrl-Z takes back the newest command that waits: five seconds are too short to get to its button by keyboard. */
export function useUndoKey(isWaiting: boolean, undo: () => void): void {
  useEffect(() => {
    if (!isWaiting) return
    typedIn = null
    if (waiting.push(undo) === 1) listen()
    return () => {
      waiting.splice(waiting.indexOf(undo), 1)
      if (waiting.length === 0) unlisten()
    }
  }, [isWaiting, undo])
}
