import { openLiveStream, type StreamHandlers } from './stream.ts'

/**
 * Without HTTP/2 a browser has six connections to a server, for all tabs together: streams of six tabs would leave none to
 * load a seventh with. A tab that nobody has looked at for so long lets its stream go.
 */
const UNSEEN_MS = 5000

interface SeenHandlers extends StreamHandlers {
  /** Nobody looks any more; it opens again when somebody does. */
  onUnseen(): void
}

/** Keeps an event stream open while the tab is looked at. The result closes it. */
export function openWhileSeen(url: string, handlers: SeenHandlers): () => void {
  let close: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const leave = () => {
    close?.()
    close = undefined
    handlers.onUnseen()
  }
  const look = () => {
    clearTimeout(timer)
    if (!document.hidden) close ??= openLiveStream(url, handlers)
    else if (close !== undefined) timer = setTimeout(leave, UNSEEN_MS)
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(timer)
    close?.()
  }
}
