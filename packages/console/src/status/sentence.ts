import type { Connector, StationSummary } from '@stationmaster/server/contract'
import type { Format } from '../app/i18n/use-format.ts'
import type { Text } from '../app/i18n/use-text.ts'
import { conditionLookOf, connectorLook } from './status.ts'

/** A car that draws less does not charge. */
const IDLE_BELOW_W = 100

export interface Words {
  readonly text: Text
  readonly format: Format
  readonly nowMs: number
}

/** The one sentence that says why a station is in its state. */
export function stationSentence(station: StationSummary, words: Words): string {
  const { text, format, nowMs } = words
  if (station.condition === 'faulted') {
    const faulty = station.connectors.find((connector) => connector.status === 'Faulted')
    if (faulty !== undefined) return text('evse.state', { evse: faulty.evseId, state: faultSentence(faulty, text) })
  }
  if (station.condition === 'offline' && station.disconnectedAt !== null) {
    return text('sentence.offlineSince', { ago: format.ago(station.disconnectedAt, nowMs) })
  }
  if (station.registration !== 'Accepted') return text(`sentence.registration.${station.registration}`)
  if (station.condition === 'charging' && station.powerW < IDLE_BELOW_W) return text('sentence.chargingIdle')
  if (station.condition === 'charging') {
    const charging = station.connectors.filter((connector) => connector.status === 'Charging').length
    return text('sentence.chargingNow', { count: Math.max(1, charging), power: format.power(station.powerW) })
  }
  return text(conditionLookOf(station.condition).sentence)
}

/** The one sentence on a connector's card. */
export function connectorSentence(connector: Connector, station: StationSummary, words: Words): string {
  const { text, format, nowMs } = words
  if (!station.online) {
    const last = text(`status.${connector.status}`)
    return text('sentence.connectorOffline', { last, ago: format.ago(connector.statusAt, nowMs) })
  }
  if (connector.status === 'Faulted') return faultSentence(connector, text)
  if (connector.status === 'Charging' && connector.powerW !== null && connector.powerW < IDLE_BELOW_W) {
    return text('sentence.chargingIdle')
  }
  return text(connectorLook(connector, station).sentence)
}

/** What a fault means, from the standard's code, else from the station's own words. */
export function faultSentence(fault: Pick<Connector, 'errorCode' | 'info' | 'vendorErrorCode'>, text: Text): string {
  const known = fault.errorCode === null ? null : text.maybe(`fault.${fault.errorCode}`)
  const own = [fault.info, fault.vendorErrorCode].filter((part) => part !== null && part !== '').join(' · ')
  const said = known ?? fault.errorCode ?? text('fault.unknown')
  return own === '' ? said : text('fault.withInfo', { fault: said, info: own })
}
