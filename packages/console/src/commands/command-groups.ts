import type { CommandKind } from '@stationmaster/server/contract'

/** Commands as operators look for them, in the order of the catalogue. */
export const commandGroups = [
  'startAndStop',
  'configuration',
  'charging',
  'access',
  'certificates',
  'files',
  'display',
  'monitoring',
  'raw',
] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Where each command stands; the order within a group is that of the table. */
export const groupOfCommand: Readonly<Record<CommandKind, CommandGroup>> = {
  startTransaction: 'startAndStop',
  stopTransaction: 'startAndStop',
  unlockConnector: 'startAndStop',
  reset: 'startAndStop',
  changeAvailability: 'startAndStop',
  triggerMessage: 'startAndStop',
  clearCache: 'startAndStop',
  getTransactionStatus: 'startAndStop',
  getConfiguration: 'configuration',
  changeConfiguration: 'configuration',
  getVariables: 'configuration',
  setVariables: 'configuration',
  setNetworkProfile: 'configuration',
  getBaseReport: 'configuration',
  getReport: 'configuration',
  customerInformation: 'configuration',
  setChargingProfile: 'charging',
  clearChargingProfile: 'charging',
  getChargingProfiles: 'charging',
  getCompositeSchedule: 'charging',
  updateDynamicSchedule: 'charging',
  usePriorityCharging: 'charging',
  notifyAllowedEnergyTransfer: 'charging',
  sendAfrrSignal: 'charging',
  setDerControl: 'charging',
  getDerControl: 'charging',
  clearDerControl: 'charging',
  reserveNow: 'access',
  cancelReservation: 'access',
  getLocalListVersion: 'access',
  sendLocalList: 'access',
  requestBatterySwap: 'access',
  getInstalledCertificates: 'certificates',
  installCertificate: 'certificates',
  deleteCertificate: 'certificates',
  sendCertificate: 'certificates',
  updateFirmware: 'files',
  getLog: 'files',
  getDiagnostics: 'files',
  publishFirmware: 'files',
  unpublishFirmware: 'files',
  setDisplayMessage: 'display',
  getDisplayMessages: 'display',
  clearDisplayMessage: 'display',
  updateCost: 'display',
  showUserPrice: 'display',
  setDefaultTariff: 'display',
  getTariffs: 'display',
  clearTariffs: 'display',
  changeTransactionTariff: 'display',
  notifyWebPayment: 'display',
  getMonitoringReport: 'monitoring',
  setMonitoringBase: 'monitoring',
  setMonitoringLevel: 'monitoring',
  setVariableMonitoring: 'monitoring',
  clearVariableMonitoring: 'monitoring',
  adjustPeriodicEventStream: 'monitoring',
  getPeriodicEventStreams: 'monitoring',
  dataTransfer: 'raw',
  raw: 'raw',
}

// The keys of an exhaustive record are its type's.
export const commandKinds = Object.keys(groupOfCommand) as readonly CommandKind[]

export function kindNamed(name: unknown): CommandKind | undefined {
  return commandKinds.find((kind) => kind === name)
}
