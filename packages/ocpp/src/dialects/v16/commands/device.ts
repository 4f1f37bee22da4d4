import type { DeviceCommand } from '../../../vocabulary/commands/device.ts'
import { absent, type CommandCodecs } from '../../codec.ts'

const NO_DEVICE_MODEL = absent('OCPP 1.6 has configuration keys, no device model')
const NO_MONITORS = absent('OCPP 1.6 has no monitors')
const NO_STREAMS = absent('OCPP 1.6 has no event streams')

/** What 1.6 has nothing like. */
export const DEVICE_CODECS_16: CommandCodecs<DeviceCommand['kind']> = {
  getReport: NO_DEVICE_MODEL,
  getMonitoringReport: NO_MONITORS,
  setMonitoringBase: NO_MONITORS,
  setMonitoringLevel: NO_MONITORS,
  setVariableMonitoring: NO_MONITORS,
  clearVariableMonitoring: NO_MONITORS,
  customerInformation: absent('OCPP 1.6 stations cannot say what they know of a customer'),
  getTransactionStatus: absent('OCPP 1.6 stations cannot be asked about a transaction'),
  adjustPeriodicEventStream: NO_STREAMS,
  getPeriodicEventStreams: NO_STREAMS,
}
