import type { CommandKind } from './commands.ts'
import type { GrantedPermission } from './permissions.ts'

/** The permissions for commands, of which one each kind of command needs. */
export type CommandPermission = Extract<GrantedPermission, `commands.${string}`> | 'customers.read'

/** What each kind of command asks for. */
const COMMAND_PERMISSIONS: Readonly<Record<CommandKind, CommandPermission>> = {
  startTransaction: 'commands.charge',
  stopTransaction: 'commands.charge',
  unlockConnector: 'commands.charge',
  reserveNow: 'commands.charge',
  cancelReservation: 'commands.charge',
  requestBatterySwap: 'commands.charge',
  updateCost: 'commands.charge',
  showUserPrice: 'commands.charge',
  notifyWebPayment: 'commands.charge',
  getTransactionStatus: 'commands.charge',
  usePriorityCharging: 'commands.charge',
  notifyAllowedEnergyTransfer: 'commands.charge',
  reset: 'commands.operate',
  changeAvailability: 'commands.operate',
  triggerMessage: 'commands.operate',
  clearCache: 'commands.operate',
  getConfiguration: 'commands.operate',
  getVariables: 'commands.operate',
  getBaseReport: 'commands.operate',
  getReport: 'commands.operate',
  getMonitoringReport: 'commands.operate',
  getLocalListVersion: 'commands.operate',
  getDisplayMessages: 'commands.operate',
  getTariffs: 'commands.operate',
  getChargingProfiles: 'commands.operate',
  getCompositeSchedule: 'commands.operate',
  getDerControl: 'commands.operate',
  getInstalledCertificates: 'commands.operate',
  getPeriodicEventStreams: 'commands.operate',
  setDisplayMessage: 'commands.operate',
  clearDisplayMessage: 'commands.operate',
  changeConfiguration: 'commands.configure',
  setVariables: 'commands.configure',
  sendLocalList: 'commands.configure',
  setDefaultTariff: 'commands.configure',
  clearTariffs: 'commands.configure',
  changeTransactionTariff: 'commands.configure',
  setMonitoringBase: 'commands.configure',
  setMonitoringLevel: 'commands.configure',
  setVariableMonitoring: 'commands.configure',
  clearVariableMonitoring: 'commands.configure',
  adjustPeriodicEventStream: 'commands.configure',
  setNetworkProfile: 'commands.configure',
  setChargingProfile: 'commands.configure',
  clearChargingProfile: 'commands.configure',
  updateDynamicSchedule: 'commands.configure',
  sendAfrrSignal: 'commands.configure',
  setDerControl: 'commands.configure',
  clearDerControl: 'commands.configure',
  installCertificate: 'commands.configure',
  deleteCertificate: 'commands.configure',
  sendCertificate: 'commands.configure',
  updateFirmware: 'commands.firmware',
  publishFirmware: 'commands.firmware',
  unpublishFirmware: 'commands.firmware',
  getLog: 'commands.firmware',
  getDiagnostics: 'commands.firmware',
  customerInformation: 'customers.read',
  dataTransfer: 'commands.raw',
  raw: 'commands.raw',
}

/** What a kind of command asks for; one that we do not know, what a raw message does. */
export function commandPermission(kind: string): CommandPermission {
  return isCommandKind(kind) ? COMMAND_PERMISSIONS[kind] : 'commands.raw'
}

function isCommandKind(kind: string): kind is CommandKind {
  return Object.hasOwn(COMMAND_PERMISSIONS, kind)
}
