import { useEffect } from 'react'
import { isTyping } from '../ui/is-typing.ts'

/** What can still be taken back, oldest first. */
const waiting: (() => void)[] = []

function onKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || isTyping(event)) return
  event.preventDefault()
  waiting.at(-1)?.()
}

/** Ctrl-Z takes back the newest command that waits: five seconds are too short to get to its button by keyboard. */
export function useUndoKey(isWaiting: boolean, undo: () => void): void {
  useEffect(() => {
    if (!isWaiting) return
    if (waiting.push(undo) === 1) window.addEventListener('keydown', onKey)
    return () => {
      waiting.splice(waiting.indexOf(undo), 1)
      if (waiting.length === 0) window.removeEventListener('keydown', onKey)
    }
  }, [isWaiting, undo])
}
