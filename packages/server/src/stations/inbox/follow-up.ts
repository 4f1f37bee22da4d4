import type { CommandKind } from '@stationmaster/ocpp'

/** Commands whose answers are worked into tables of their own (`onAnswer`). */
const FOLLOWED_UP: ReadonlySet<CommandKind> = new Set<CommandKind>([
  'setStationPassword',
  'sendCertificate',
  'installCertificate',
  'deleteCertificate',
  'getInstalledCertificates',
  'sendLocalList',
  'getLocalListVersion',
  'reserveNow',
  'cancelReservation',
  'setDisplayMessage',
  'getDisplayMessages',
  'clearDisplayMessage',
  'setDefaultTariff',
  'getTariffs',
  'clearTariffs',
  'updateFirmware',
  'getLog',
  'getDiagnostics',
  'publishFirmware',
  'setChargingProfile',
  'clearChargingProfile',
  'getChargingProfiles',
  'getCompositeSchedule',
  'updateDynamicSchedule',
  'usePriorityCharging',
  'setDerControl',
  'clearDerControl',
  'getBaseReport',
  'getReport',
  'getMonitoringReport',
  'customerInformation',
  'setMonitoringBase',
  'setVariableMonitoring',
  'clearVariableMonitoring',
  'adjustPeriodicEventStream',
  'getPeriodicEventStreams',
])

/** Whether the answer to a command of this kind goes to the inbox. */
export function isFollowedUp(kind: CommandKind): boolean {
  return FOLLOWED_UP.has(kind)
}
