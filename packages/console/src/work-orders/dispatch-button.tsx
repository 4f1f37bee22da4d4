import { Button } from '@mantine/core'
import type { AttentionItem, FaultQuery } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { faultOfItem } from './fault.ts'
import classes from './work-orders.module.css'

const DispatchDialog = lazy(async () => ({ default: (await import('./dispatch-dialog.tsx')).DispatchDialog }))

type OpenOrder = NonNullable<AttentionItem['workOrder']>

/** Sends somebody to a fault that needs attention, or says who has been sent. */
export function DispatchButton({ item }: { item: AttentionItem }) {
  const fault = faultOfItem(item)
  return fault === null ? null : <FaultDispatch fault={fault} order={item.workOrder} />
}

interface FaultDispatchProps {
  readonly fault: FaultQuery
  /** Null: nobody has been sent. */
  readonly order: OpenOrder | null
}

export function FaultDispatch({ fault, order }: FaultDispatchProps) {
  const text = useText()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  if (order !== null) return may('work.read') ? <Dispatched order={order} /> : null
  if (!may.call('createWorkOrder')) return null
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        aria-label={text('attention.fix.for', { fix: text('work.dispatch'), station: fault.stationId })}
        onClick={() => setOpen(true)}
      >
        {text('work.dispatch')}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <DispatchDialog fault={fault} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Dispatched({ order }: { order: OpenOrder }) {
  const text = useText()
  const format = useFormat()
  return (
    <Link to="/work-orders/$orderId" params={{ orderId: order.id }} className={classes['dispatched']}>
      {text('work.dispatched', { person: order.assignee, at: format.dateTime(order.from) })}
    </Link>
  )
}
