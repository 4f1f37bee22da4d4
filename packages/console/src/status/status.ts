import type { Connector, ConnectorStatus, StationCondition, StationSummary } from '@stationmaster/server/contract'
import type { MessageKey } from '../app/i18n/catalogue.ts'
import type { Tone } from '../app/theme/palette.ts'

/** Shapes differ as well as colours: colour alone never tells a state. */
export type GlyphShape = 'check' | 'bolt' | 'plug' | 'pause' | 'clock' | 'alert' | 'minus' | 'slash' | 'question'

export interface StatusLook {
  readonly label: MessageKey
  readonly tone: Tone
  readonly glyph: GlyphShape
  /** What the state means, in a sentence. */
  readonly sentence: MessageKey
}

const connectorLooks: Readonly<Record<ConnectorStatus, StatusLook>> = {
  Available: look('Available', 'available', 'check'),
  Occupied: look('Occupied', 'occupied', 'plug'),
  Preparing: look('Preparing', 'occupied', 'plug'),
  Charging: look('Charging', 'charging', 'bolt'),
  SuspendedEV: look('SuspendedEV', 'charging', 'pause'),
  SuspendedEVSE: look('SuspendedEVSE', 'occupied', 'pause'),
  Finishing: look('Finishing', 'occupied', 'plug'),
  Reserved: look('Reserved', 'reserved', 'clock'),
  Unavailable: look('Unavailable', 'unavailable', 'minus'),
  Faulted: look('Faulted', 'faulted', 'alert'),
}

const conditionLooks: Readonly<Record<StationCondition, StatusLook>> = {
  available: conditionLook('available', 'available', 'check'),
  charging: conditionLook('charging', 'charging', 'bolt'),
  occupied: conditionLook('occupied', 'occupied', 'plug'),
  reserved: conditionLook('reserved', 'reserved', 'clock'),
  faulted: conditionLook('faulted', 'faulted', 'alert'),
  unavailable: conditionLook('unavailable', 'unavailable', 'minus'),
  offline: conditionLook('offline', 'offline', 'slash'),
  neverConnected: conditionLook('neverConnected', 'neutral', 'question'),
}

/** In the order of the counters on the first page. */
export const conditions = [
  'available',
  'charging',
  'occupied',
  'reserved',
  'faulted',
  'unavailable',
  'offline',
  'neverConnected',
] as const satisfies readonly StationCondition[]

/** Look of a connector; what an offline station last said is no longer true, so it shows as offline. */
export function connectorLook(
  connector: Pick<Connector, 'status'>,
  station: Pick<StationSummary, 'online'>,
): StatusLook {
  return station.online ? connectorLooks[connector.status] : conditionLooks.offline
}

export function statusLook(status: ConnectorStatus): StatusLook {
  return connectorLooks[status]
}

export function conditionLookOf(condition: StationCondition): StatusLook {
  return conditionLooks[condition]
}

function look(status: ConnectorStatus, tone: Tone, glyph: GlyphShape): StatusLook {
  return { label: `status.${status}`, tone, glyph, sentence: `sentence.${status}` }
}

function conditionLook(condition: StationCondition, tone: Tone, glyph: GlyphShape): StatusLook {
  return { label: `condition.${condition}`, tone, glyph, sentence: `sentence.${condition}` }
}
