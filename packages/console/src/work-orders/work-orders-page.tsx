import type { WorkOrder } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Wrench } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { useMay } from '../app/use-may.ts'
import { Widget } from '../app/widget.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Segments } from '../ui/segments.tsx'
import { orderFault } from './fault.ts'
import { OrderState } from './order-state.tsx'
import { SHOWN, type Shown, workOrderListQuery } from './queries.ts'
import { SlotTime } from './slot-time.tsx'
import classes from './work-orders.module.css'

const route = getRouteApi('/app/work-orders')

/** Who has been sent where, and when. Those who only do work see their own first. */
export function WorkOrdersPage() {
  const text = useText()
  const may = useMay()
  const change = route.useNavigate()
  const isWorker = may('work.do') && !may('work.dispatch')
  const { show = isWorker ? 'mine' : 'open' } = route.useSearch()
  const shown = may('work.do') ? SHOWN : SHOWN.filter((choice) => choice !== 'mine')
  return (
    <Page
      title={text('nav.workOrders')}
      actions={
        <Segments
          label={text('work.show')}
          value={show}
          data={shown.map((value) => ({ value, label: text(`work.show.${value}`) }))}
          onChange={(next) => void change({ search: { show: next }, replace: true })}
        />
      }
    >
      <Widget>
        <Orders key={show} show={show} />
      </Widget>
    </Page>
  )
}

function Orders({ show }: { show: Shown }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(workOrderListQuery(show))
  const orders = query.data.pages.flatMap(({ items }) => items)
  return (
    <>
      <StaleNote query={query} />
      <Panel flush>
        {orders.length === 0 ? (
          <EmptyState icon={Wrench} title={text('work.none')}>
            {text('work.none.text')}
          </EmptyState>
        ) : (
          <ul className={classes['orders']} aria-label={text('nav.workOrders')}>
            {orders.map((order) => (
              <OrderRow key={order.id} order={order} />
            ))}
          </ul>
        )}
        <LoadMore query={query} />
      </Panel>
    </>
  )
}

function OrderRow({ order }: { order: WorkOrder }) {
  const text = useText()
  return (
    <li>
      <Link to="/work-orders/$orderId" params={{ orderId: order.id }} className={classes['order']}>
        <span>
          <strong>
            {text('work.number', { number: order.number })} · <span translate="no">{order.stationId}</span>
          </strong>
          <span className={classes['dim']}>
            {orderFault(order, text)}
            {order.siteName === null ? null : (
              <>
                {' · '}
                <span translate="no">{order.siteName}</span>
              </>
            )}
          </span>
        </span>
        <span>
          <span translate="no">{order.assignee.name}</span>
          <span className={classes['dim']}>
            <SlotTime slot={order.slot} />
          </span>
        </span>
        <OrderState state={order.state} />
      </Link>
    </li>
  )
}
