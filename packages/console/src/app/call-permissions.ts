import type { GrantedPermission, OperationId, Operations } from '@stationmaster/server/contract'

/** What the calls behind buttons ask for. The compiler holds this table to the contract, whose own would be too heavy here. */
export const callPermissions = {
  acceptCommissioning: 'stations.write',
  acceptWorkOrder: 'work.do',
  addTrustedRoot: 'certificates.manage',
  askWhatIf: 'sessions.read',
  applyDesiredConfiguration: 'commands.configure',
  approveBooking: 'bookings.manage',
  approveStation: 'stations.write',
  cancelPasswordRotation: 'stations.secure',
  cancelSecurityUpgrade: 'stations.secure',
  cancelWorkOrder: 'work.dispatch',
  completeWorkOrder: 'work.do',
  createBooking: 'bookings.manage',
  createCommissioningTemplate: 'stations.write',
  createDriver: 'tokens.write',
  createFirmware: 'files.write',
  assignNetworkTariff: 'tariffs.write',
  assignSiteTariff: 'tariffs.write',
  createTariff: 'tariffs.write',
  publishTariffVersion: 'tariffs.write',
  renameTariff: 'tariffs.write',
  withdrawTariffVersion: 'tariffs.write',
  createQuirkProfile: 'stations.write',
  createSite: 'sites.write',
  createStation: 'stations.write',
  createTemplate: 'stations.write',
  createToken: 'tokens.write',
  createWorkOrder: 'work.dispatch',
  declineBooking: 'bookings.manage',
  declineCommissioning: 'stations.write',
  deleteDriver: 'tokens.write',
  deleteFile: 'files.write',
  deleteQuirkProfile: 'stations.write',
  deleteSite: 'sites.write',
  deleteStation: 'stations.write',
  deleteTemplate: 'stations.write',
  deleteToken: 'tokens.write',
  deleteTrustedRoot: 'certificates.manage',
  dismissStation: 'stations.write',
  erasePersonalData: 'settings.manage',
  exportPersonalData: 'exports.unmasked',
  exportTimeline: 'stations.read',
  getCertificateAuthority: 'certificates.manage',
  getFile: 'files.read',
  getPlugAndCharge: 'certificates.manage',
  listContractCertificates: 'certificates.manage',
  listFiles: 'files.read',
  listLocalListEntries: 'tokens.read',
  listMembers: 'people.read',
  listTokens: 'tokens.read',
  refreshInstalledCertificates: 'commands.operate',
  rescheduleWorkOrder: 'work.dispatch',
  renewStationCertificate: 'commands.configure',
  replaceTemplate: 'stations.write',
  reviewSession: 'sessions.review',
  revokeContractCertificate: 'certificates.manage',
  revokeStationCertificate: 'certificates.manage',
  rotateStationPassword: 'stations.secure',
  saveFloorPlan: 'sites.write',
  setCertificateAuthority: 'certificates.manage',
  setPlugAndCharge: 'certificates.manage',
  startCommissioning: 'commands.operate',
  startPasswordRotation: 'stations.secure',
  startSecurityUpgrade: 'stations.secure',
  startWorkOrder: 'work.do',
  switchTemplate: 'stations.write',
  synchroniseLocalList: 'commands.configure',
  updateLocalList: 'commands.configure',
  updateDriver: 'tokens.write',
  updateSite: 'sites.write',
  updateStation: 'stations.write',
  updateToken: 'tokens.write',
  withdrawBooking: 'bookings.manage',
} as const satisfies { readonly [Id in OperationId]?: Operations[Id]['permission'] & GrantedPermission }

export type GuardedCall = keyof typeof callPermissions

type InScope<Whole extends boolean> = {
  [Id in OperationId]: (Operations[Id] extends { readonly wholeTenant: true } ? true : false) extends Whole ? Id : never
}[OperationId]

type PermissionsOf<Id extends OperationId> = Operations[Id]['permission']

/** Calls that are refused to those who have some sites of the tenant. */
export const wholeTenantCalls: Readonly<Record<GuardedCall & InScope<true>, true>> = {
  addTrustedRoot: true,
  assignNetworkTariff: true,
  assignSiteTariff: true,
  createTariff: true,
  publishTariffVersion: true,
  renameTariff: true,
  withdrawTariffVersion: true,
  createCommissioningTemplate: true,
  createQuirkProfile: true,
  createTemplate: true,
  deleteQuirkProfile: true,
  deleteTemplate: true,
  deleteTrustedRoot: true,
  erasePersonalData: true,
  exportPersonalData: true,
  replaceTemplate: true,
  revokeContractCertificate: true,
  setCertificateAuthority: true,
  setPlugAndCharge: true,
  switchTemplate: true,
}

/** Permissions that open nothing but such calls. */
export const wholeTenantPermissions: Readonly<
  Record<Exclude<PermissionsOf<InScope<true>>, PermissionsOf<InScope<false>> | 'exports.unmasked'>, true>
> = { 'outbox.read': true, 'roles.manage': true, 'settings.manage': true, 'tariffs.write': true }
