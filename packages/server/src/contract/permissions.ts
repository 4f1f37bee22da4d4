import { z } from 'zod'
import type { CommandKind } from './commands.ts'

/** What roles are made of, in the order in which a role editor shows them. */
export const PERMISSIONS = [
  'network.read',
  'sites.read',
  'sites.write',
  'stations.read',
  'stations.write',
  'stations.secure',
  'commands.charge',
  'commands.operate',
  'commands.configure',
  'commands.firmware',
  'commands.raw',
  'files.read',
  'files.write',
  'sessions.read',
  'tokens.read',
  'tokens.write',
  'customers.read',
  'exports.unmasked',
  'certificates.manage',
  'people.read',
  'people.manage',
  'roles.manage',
  'apiKeys.manage',
  'webhooks.manage',
  'audit.read',
  'outbox.read',
  'settings.manage',
] as const
export const GrantedPermission = z.enum(PERMISSIONS)
export type GrantedPermission = z.infer<typeof GrantedPermission>

/**
 * What an operation asks for. Besides what roles are made of: `public` needs no sign-in, `accounts.self` comes with
 * signing in, and `stations.command` with any of the permissions for commands; the command's kind asks for its own.
 */
export type Permission = GrantedPermission | 'public' | 'accounts.self' | 'stations.command'

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

/** The roles that every tenant has. */
export const BUILT_IN_ROLES = ['owner', 'operator', 'technician', 'support', 'finance', 'siteHost', 'readOnly'] as const
export const BuiltInRole = z.enum(BUILT_IN_ROLES)
export type BuiltInRole = z.infer<typeof BuiltInRole>
