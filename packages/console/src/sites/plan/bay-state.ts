import type { Bay, Connector, StationSummary } from '@stationmaster/server/contract'
import type { StatusLook } from '../../status/status.ts'
import { conditionLookOf, connectorLook } from '../../status/status.ts'

/** Worst first: what matters of several connectors of one outlet. */
const WEIGHT: Readonly<Partial<Record<Connector['status'], number>>> = { Faulted: 3, Charging: 2, Available: 0 }

/** How a bay stands; undefined when nothing charges there. */
export function bayLook(bay: Bay, stations: readonly StationSummary[]): StatusLook | undefined {
  const station = stations.find(({ id }) => id === bay.stationId)
  if (station === undefined) return undefined
  const weight = ({ status }: Connector) => WEIGHT[status] ?? 1
  const [connector] = station.connectors
    .filter(({ evseId }) => evseId === bay.evseId)
    .toSorted((one, other) => weight(other) - weight(one))
  return connector === undefined ? conditionLookOf(station.condition) : connectorLook(connector, station)
}
