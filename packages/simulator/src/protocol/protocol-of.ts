import type { OcppVersion } from '@stationmaster/ocpp'
import type { Protocol } from '../station/protocol.ts'
import { protocol2 } from './v2/protocol.ts'
import { PROTOCOL_16 } from './v16/protocol.ts'

const PROTOCOLS: Readonly<Record<OcppVersion, Protocol>> = {
  '1.6': PROTOCOL_16,
  '2.0.1': protocol2('2.0.1'),
  '2.1': protocol2('2.1'),
}

/** The protocol of a version. */
export function protocolOf(version: OcppVersion): Protocol {
  return PROTOCOLS[version]
}
