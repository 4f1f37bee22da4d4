import type { CommandKind } from './commands.ts'
import type { OcppVersion } from './primitives.ts'

const ALL: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']
const VERSION_1: readonly OcppVersion[] = ['1.6']
const VERSION_21: readonly OcppVersion[] = ['2.1']
const VERSIONS_2: readonly OcppVersion[] = ['2.0.1', '2.1']

/** Which versions have a command at all. The dialects are held to this table by a test. */
export const COMMAND_VERSIONS: Readonly<Record<CommandKind, readonly OcppVersion[]>> = {
  startTransaction: ALL,
  stopTransaction: ALL,
  reset: ALL,
  unlockConnector: ALL,
  changeAvailability: ALL,
  triggerMessage: ALL,
  getConfiguration: VERSION_1,
  changeConfiguration: VERSION_1,
  getVariables: VERSIONS_2,
  setVariables: VERSIONS_2,
  getBaseReport: VERSIONS_2,
  getLocalListVersion: ALL,
  sendLocalList: ALL,
  reserveNow: ALL,
  cancelReservation: ALL,
  requestBatterySwap: VERSION_21,
  clearCache: ALL,
  dataTransfer: ALL,
  raw: ALL,
  installCertificate: ALL,
  deleteCertificate: ALL,
  getInstalledCertificates: ALL,
  sendCertificate: ALL,
  updateFirmware: ALL,
  getLog: ALL,
  getDiagnostics: VERSION_1,
  publishFirmware: VERSIONS_2,
  unpublishFirmware: VERSIONS_2,
  setChargingProfile: ALL,
  clearChargingProfile: ALL,
  getChargingProfiles: VERSIONS_2,
  getCompositeSchedule: ALL,
  updateDynamicSchedule: VERSION_21,
  usePriorityCharging: VERSION_21,
  notifyAllowedEnergyTransfer: VERSION_21,
  sendAfrrSignal: VERSION_21,
  setDerControl: VERSION_21,
  getDerControl: VERSION_21,
  clearDerControl: VERSION_21,
}
