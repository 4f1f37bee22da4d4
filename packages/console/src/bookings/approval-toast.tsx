import { Button, CloseButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Booking } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import classes from '../commands/commands.module.css'
import { useUndoKey } from '../commands/undo-key.ts'
import { WaitingLine } from '../commands/waiting-line.tsx'
import { useStayClock } from './stay-clock.ts'
import { useApproval } from './use-approval.ts'
import type { Approval } from './use-approve.tsx'
import { useBookingsChanged } from './use-bookings-changed.ts'
import { askerOf, placeName } from './words.ts'

/** As long as other good news: few toasts fit on a screen, and the next approval may wait for its own. */
const GOOD_NEWS_MS = 6000

/** An approval on its way: undo, approved, and the way back. */
export function ApprovalToast({ approval, id }: { approval: Approval; id: string }) {
  const text = useText()
  const clock = useStayClock()
  const { secondsLeft, isUndone, approve, approveNow, undo } = useApproval(approval)
  useUndoKey(secondsLeft !== null, undo)
  const { data: approved } = approve
  const isSettled = isUndone || approved !== undefined
  useEffect(() => {
    if (!isSettled) return
    const timer = setTimeout(() => notifications.hide(id), isUndone ? 0 : GOOD_NEWS_MS)
    return () => clearTimeout(timer)
  }, [isSettled, isUndone, id])
  return (
    <div className={classes['toast']}>
      <div className={classes['toastHead']}>
        <strong>
          <span translate="no">{askerOf(approval.booking, text)}</span> · {clock.span(approval.booking)}
        </strong>
        {secondsLeft === null ? (
          <CloseButton size="sm" aria-label={text('ui.close')} onClick={() => notifications.hide(id)} />
        ) : null}
      </div>
      {secondsLeft === null ? null : (
        <WaitingLine words={text('booking.approvingIn', { seconds: secondsLeft })} onNow={approveNow} onUndo={undo} />
      )}
      {approve.isPending ? <span>{text('booking.approving')}</span> : null}
      {approve.isError ? <span className={classes['bad']}>{errorLine(approve.error, text)}</span> : null}
      {approved === undefined ? null : <Approved booking={approved} onWithdrawn={() => notifications.hide(id)} />}
    </div>
  )
}

function Approved({ booking, onWithdrawn }: { booking: Booking; onWithdrawn: () => void }) {
  const text = useText()
  const changed = useBookingsChanged()
  const withdraw = useMutation({
    mutationFn: () => call('withdrawBooking', { params: { id: booking.id }, body: {} }),
    onSuccess: onWithdrawn,
    onSettled: () => changed(),
  })
  const place = booking.place === null ? '' : placeName(booking.place, text)
  return (
    <>
      <div className={classes['toastHead']}>
        <span>{text('booking.approved', { place })}</span>
        <Button size="compact-sm" variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {text('booking.withdraw')}
        </Button>
      </div>
      {withdraw.isError ? <span className={classes['bad']}>{errorLine(withdraw.error, text)}</span> : null}
    </>
  )
}
