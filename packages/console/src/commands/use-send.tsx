import { notifications } from '@mantine/notifications'
import { lazy, Suspense, useCallback } from 'react'
import type { CommandRequest } from './command-request.ts'

// The first screen does without it until something is sent.
const CommandToast = lazy(async () => ({ default: (await import('./command-toast.tsx')).CommandToast }))

export interface Intent {
  readonly stationId: string
  readonly request: CommandRequest
  /** Keep for an offline station until the deadline. */
  readonly queue?: boolean
  /** Sent without the time to change one's mind: for commands that a dialog has already confirmed. */
  readonly atOnce?: boolean
}

/** Sends commands with five seconds to undo, and shows what becomes of them wherever the reader goes meanwhile. */
export function useSend(): (intent: Intent) => void {
  return useCallback((intent: Intent) => {
    const id = crypto.randomUUID()
    notifications.show({
      id,
      message: (
        <Suspense fallback={null}>
          <CommandToast intent={intent} id={id} />
        </Suspense>
      ),
      autoClose: false,
      withCloseButton: false,
      withBorder: true,
      color: 'brand',
    })
  }, [])
}
