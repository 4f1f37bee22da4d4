import { Alert, Button } from '@mantine/core'
import type { WorkOrderDetail } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { useMay } from '../app/use-may.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { CompleteDialog } from './complete-dialog.tsx'
import { RescheduleDialog } from './reschedule-dialog.tsx'
import { useOrderChanged } from './use-order-changed.ts'
import classes from './work-orders.module.css'

/** What may be done with an order as far as it is: large enough for a thumb. */
export function OrderActions({ order }: { order: WorkOrderDetail }) {
  const text = useText()
  const may = useMay()
  const [dialog, setDialog] = useState<'complete' | 'cancel' | 'reschedule' | null>(null)
  if (order.state === 'done' || order.state === 'cancelled') return null
  // Those who only do work move their own.
  const isTheirs = order.isMine || may('work.dispatch')
  const isAhead = order.state !== 'onSite'
  const close = () => setDialog(null)
  return (
    <div className={classes['actions']}>
      {isTheirs && order.state === 'sent' ? (
        <May call="acceptWorkOrder">
          <Accept order={order} />
        </May>
      ) : null}
      {isTheirs && isAhead ? (
        <May call="startWorkOrder">
          <Start order={order} />
        </May>
      ) : null}
      {isTheirs ? (
        <May call="completeWorkOrder">
          <Button size="lg" variant={isAhead ? 'default' : 'filled'} onClick={() => setDialog('complete')}>
            {text('work.complete')}
          </Button>
          {dialog === 'complete' ? <CompleteDialog order={order} onClose={close} /> : null}
        </May>
      ) : null}
      {isAhead ? (
        <May call="rescheduleWorkOrder">
          <Button size="lg" variant="default" onClick={() => setDialog('reschedule')}>
            {text('work.reschedule')}
          </Button>
          {dialog === 'reschedule' ? <RescheduleDialog order={order} onClose={close} /> : null}
        </May>
      ) : null}
      <May call="cancelWorkOrder">
        <Button size="lg" variant="default" onClick={() => setDialog('cancel')}>
          {text('work.cancel')}
        </Button>
        {dialog === 'cancel' ? <CancelDialog order={order} onClose={close} /> : null}
      </May>
    </div>
  )
}

function Accept({ order }: { order: WorkOrderDetail }) {
  const text = useText()
  const changed = useOrderChanged()
  const accept = useMutation({
    mutationFn: () => call('acceptWorkOrder', { params: { id: order.id } }),
    onSettled: () => changed(),
  })
  return (
    <>
      {accept.isError ? <Alert color="red">{errorLine(accept.error, text)}</Alert> : null}
      <Button size="lg" loading={accept.isPending} onClick={() => accept.mutate()}>
        {text('work.accept')}
      </Button>
    </>
  )
}

function Start({ order }: { order: WorkOrderDetail }) {
  const text = useText()
  const changed = useOrderChanged()
  const start = useMutation({
    mutationFn: () => call('startWorkOrder', { params: { id: order.id } }),
    onSettled: () => changed(),
  })
  return (
    <>
      {start.isError ? <Alert color="red">{errorLine(start.error, text)}</Alert> : null}
      <Button
        size="lg"
        variant={order.state === 'sent' ? 'default' : 'filled'}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        {text('work.start')}
      </Button>
    </>
  )
}
