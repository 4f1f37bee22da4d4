import type { WorkOrderDetail } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { orderFault } from './fault.ts'
import { OrderActions } from './order-actions.tsx'
import { OrderHistory } from './order-history.tsx'
import { OrderState } from './order-state.tsx'
import { workOrderQuery } from './queries.ts'
import { SlotTime } from './slot-time.tsx'
import classes from './work-orders.module.css'

const route = getRouteApi('/app/work-orders/$orderId')

/** One order: what is the matter where, who goes when, and how far it is. */
export function WorkOrderPage() {
  const text = useText()
  const { orderId } = route.useParams()
  const query = useSuspenseQuery(workOrderQuery(orderId))
  const order = query.data
  const title = text('work.number', { number: order.number })
  return (
    <Page
      title={title}
      heading={
        <>
          {title} <OrderState state={order.state} />
        </>
      }
      lead={orderFault(order, text)}
    >
      <StaleNote query={query} />
      <OrderActions order={order} />
      <Panel>
        <OrderFacts order={order} />
      </Panel>
      <OrderHistory steps={order.steps} />
    </Page>
  )
}

function OrderFacts({ order }: { order: WorkOrderDetail }) {
  const text = useText()
  const isOpen = order.state !== 'done' && order.state !== 'cancelled'
  const place = [order.siteName, order.address].filter((part) => part !== null).join(', ')
  return (
    <>
      {isOpen && !order.fault.isPresent ? <p className={classes['gone']}>{text('work.gone')}</p> : null}
      <Facts
        facts={[
          {
            name: text('work.station'),
            value: (
              <Link to="/stations/$stationId" params={{ stationId: order.stationId }} className={classes['link']}>
                <Raw>{order.stationId}</Raw>
              </Link>
            ),
          },
          { name: text('work.place'), value: place === '' ? null : <Raw>{place}</Raw> },
          { name: text('work.person'), value: <Raw>{order.assignee.name}</Raw> },
          { name: text('work.slot'), value: <SlotTime slot={order.slot} /> },
          { name: text('work.priority'), value: text(`work.priority.${order.priority}`) },
          { name: text('work.note'), value: order.note === null ? null : <Raw>{order.note}</Raw> },
          { name: text('work.cause'), value: order.causeCode === null ? null : text(`work.cause.${order.causeCode}`) },
        ]}
      />
    </>
  )
}
