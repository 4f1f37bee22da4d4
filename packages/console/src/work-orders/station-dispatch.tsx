import type { Connector, FaultQuery, StationDetail } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { May } from '../app/may.tsx'
import { FaultDispatch } from './dispatch-button.tsx'
import { isSentTo, pointFault, stationFault } from './fault.ts'
import { stationOrdersQuery } from './queries.ts'

/** Sends somebody to a station that is away, or says who has been sent. */
export function StationDispatch({ station }: { station: StationDetail }) {
  return <Dispatch fault={stationFault(station)} />
}

/** Sends somebody to a connector that is faulted, or says who has been sent. */
export function ConnectorDispatch({ station, connector }: { station: StationDetail; connector: Connector }) {
  return <Dispatch fault={pointFault(station, connector)} />
}

function Dispatch({ fault }: { fault: FaultQuery | null }) {
  if (fault === null) return null
  return (
    <May have="work.read">
      <Known fault={fault} />
    </May>
  )
}

/** Nothing until it is known whether somebody is on the way. */
function Known({ fault }: { fault: FaultQuery }) {
  const { data } = useQuery(stationOrdersQuery(fault.stationId))
  if (data === undefined) return null
  const order = data.items.find((one) => isSentTo(one, fault))
  if (order === undefined) return <FaultDispatch fault={fault} order={null} />
  const { id, number, state, assignee, slot } = order
  return <FaultDispatch fault={fault} order={{ id, number, state, assignee: assignee.name, from: slot.from }} />
}
