import { notifications } from '@mantine/notifications'
import type { Booking } from '@stationmaster/server/contract'
import { lazy, Suspense, useCallback } from 'react'
import { MoreWords } from '../app/i18n/later-words.tsx'
import { beginDeciding } from './deciding.ts'

const ApprovalToast = lazy(async () => ({ default: (await import('./approval-toast.tsx')).ApprovalToast }))

export interface Approval {
  readonly booking: Booking
  /** Another place than the one asked for, or the one that fits where none was. */
  readonly place: Booking['place']
}

/** Approves with five seconds to undo, and says what has become of it wherever the reader goes meanwhile. */
export function useApprove(): (approval: Approval) => void {
  return useCallback((approval: Approval) => {
    const id = crypto.randomUUID()
    beginDeciding(approval.booking.id)
    notifications.show({
      id,
      message: (
        <Suspense fallback={null}>
          <MoreWords>
            <ApprovalToast approval={approval} id={id} />
          </MoreWords>
        </Suspense>
      ),
      autoClose: false,
      withCloseButton: false,
      withBorder: true,
      color: 'brand',
    })
  }, [])
}
