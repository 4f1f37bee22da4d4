import type { CommandKind, StationCommand } from '@stationmaster/ocpp'

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

/** Whether the answer to a command goes to the inbox. Of starts only those that bring a charging profile. */
export function isFollowedUp(command: StationCommand): boolean {
  if (command.kind === 'startTransaction') return command.chargingProfile !== undefined
  return FOLLOWED_UP.has(command.kind)
}
