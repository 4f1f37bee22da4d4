import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type BuiltInRole,
  type Operation,
  type OperationId,
  type Operations,
  operations,
  pathOf,
} from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

type Guarded = { [Id in OperationId]: Operations[Id]['permission'] extends 'public' ? never : Id }[OperationId]

const LETTERS: Readonly<Record<string, BuiltInRole>> = {
  O: 'owner',
  o: 'operator',
  t: 'technician',
  s: 'support',
  f: 'finance',
  h: 'siteHost',
  r: 'readOnly',
}

/**
 * Who may do what, said a second time and by hand: the letters of the roles that may. An operation of the contract
 * without a row does not compile, and a row that the server does not keep fails.
 */
const MATRIX: Readonly<Record<Guarded, string>> = {
  getMe: 'Ootsfhr',
  signOut: 'Ootsfhr',
  updateMe: 'Ootsfhr',
  switchTenant: 'Ootsfhr',
  getSecurity: 'Ootsfhr',
  changePassword: 'Ootsfhr',
  startApp: 'Ootsfhr',
  confirmApp: 'Ootsfhr',
  removeApp: 'Ootsfhr',
  renewBackupCodes: 'Ootsfhr',
  startPasskey: 'Ootsfhr',
  addPasskey: 'Ootsfhr',
  removePasskey: 'Ootsfhr',
  listMySessions: 'Ootsfhr',
  endMySession: 'Ootsfhr',
  endMyOtherSessions: 'Ootsfhr',
  listMembers: 'Oo',
  updateMember: 'O',
  removeMember: 'O',
  endMemberSessions: 'O',
  listInvitations: 'Oo',
  invitePerson: 'O',
  withdrawInvitation: 'O',
  listRoles: 'Oo',
  createRole: 'O',
  updateRole: 'O',
  deleteRole: 'O',
  listApiKeys: 'O',
  createApiKey: 'O',
  deleteApiKey: 'O',
  getSingleSignOn: 'O',
  setSingleSignOn: 'O',
  removeSingleSignOn: 'O',
  testSingleSignOn: 'O',
  listWebhooks: 'O',
  createWebhook: 'O',
  getWebhook: 'O',
  updateWebhook: 'O',
  deleteWebhook: 'O',
  rotateWebhookSecret: 'O',
  testWebhook: 'O',
  listWebhookDeliveries: 'O',
  getWebhookDelivery: 'O',
  redeliverWebhookDelivery: 'O',
  redeliverWebhookEvents: 'O',
  getMyNotifications: 'Ootsfhr',
  setMyNotifications: 'Ootsfhr',
  addPushDevice: 'Ootsfhr',
  removePushDevice: 'Ootsfhr',
  testMyNotifications: 'Ootsfhr',
  // Of no role: platform owners have it.
  listTenants: '',
  createTenant: '',
  inviteTenantOwner: '',
  renameTenant: '',
  suspendTenant: '',
  resumeTenant: '',
  visitTenant: '',
  leaveTenant: 'Ootsfhr',
  getOrganisation: 'Ootsfhr',
  updateOrganisation: 'O',
  getStorage: 'O',
  getMailServer: 'O',
  sendTestMail: 'O',
  listOutboxMails: 'O',
  getOutboxMail: 'O',
  listAudit: 'Oo',
  listAuditActions: 'Oo',
  exportAudit: 'Oo',
  verifyAudit: 'Oo',
  getPrivacySettings: 'O',
  setPrivacySettings: 'O',
  previewPersonalData: 'O',
  exportPersonalData: 'Oof',
  erasePersonalData: 'O',
  listErasures: 'O',
  getNetworkNow: 'Ootsfhr',
  getAttention: 'Ootsfhr',
  getMapPoints: 'Ootsfhr',
  getNetworkLoad: 'Ootsfhr',
  listSites: 'Ootsfhr',
  createSite: 'Oo',
  getSite: 'Ootsfhr',
  updateSite: 'Oo',
  deleteSite: 'Oo',
  getFloorPlan: 'Ootsfhr',
  saveFloorPlan: 'Oo',
  addPlanPicture: 'Oo',
  getPlanPicture: 'Ootsfhr',
  listStations: 'Ootsfhr',
  createStation: 'Oot',
  getStation: 'Ootsfhr',
  updateStation: 'Oot',
  deleteStation: 'Oot',
  rotateStationPassword: 'Oot',
  listStationStatus: 'Ootsfhr',
  getStationMeter: 'Ootsfhr',
  listTimeline: 'Ootsfhr',
  listQuarantine: 'Ootsfhr',
  approveStation: 'Oot',
  dismissStation: 'Oot',
  listRefusedHandshakes: 'Ootsfhr',
  sendCommand: 'Ootsh',
  listCommands: 'Ootsfhr',
  getCommand: 'Ootsfhr',
  cancelCommand: 'Ootsh',
  startCommandRun: 'Ootsh',
  listCommandRuns: 'Ootsfhr',
  getCommandRun: 'Ootsfhr',
  listCommandRunTargets: 'Ootsfhr',
  cancelCommandRun: 'Ootsh',
  getSafeguards: 'Ootsfhr',
  setSafeguards: 'O',
  approveCommandRun: 'Ootsh',
  listChargingProfiles: 'Ootsfhr',
  compareCompositeSchedule: 'Ootsfhr',
  listChargingLimits: 'Ootsfhr',
  listEvCharging: 'Ootsfhr',
  listDerControls: 'Ootsfhr',
  listDerAlarms: 'Ootsfhr',
  searchTimeline: 'Ootsfhr',
  exportTimeline: 'Ootsfhr',
  listStationVariables: 'Ootsfhr',
  listStationComponents: 'Ootsfhr',
  listStationMonitors: 'Ootsfhr',
  listMonitorEvents: 'Ootsfhr',
  listStationReports: 'Ootsfhr',
  getCommandReport: 'Ootsfhr',
  listEventStreams: 'Ootsfhr',
  listStreamValues: 'Ootsfhr',
  listNeutralSettings: 'Ootsfhr',
  listTemplates: 'Ootsfhr',
  createTemplate: 'Oot',
  getTemplate: 'Ootsfhr',
  replaceTemplate: 'Oot',
  switchTemplate: 'Oot',
  deleteTemplate: 'Oot',
  getDesiredConfiguration: 'Ootsfhr',
  applyDesiredConfiguration: 'Oot',
  listDrift: 'Ootsfhr',
  listDriftValues: 'Ootsfhr',
  listFiles: 'Ootr',
  createFirmware: 'Oot',
  getFile: 'Ootr',
  deleteFile: 'Oot',
  listMaintenance: 'Ootsfhr',
  getMaintenance: 'Ootsfhr',
  countSecurityProfiles: 'Ootsfhr',
  listSecurityEvents: 'Ootsfhr',
  verifySecurityLog: 'Ootsfhr',
  startPasswordRotation: 'Oot',
  startPasswordRotations: 'Oot',
  listPasswordRotations: 'Ootsfhr',
  cancelPasswordRotation: 'Oot',
  startSecurityUpgrade: 'Oot',
  listSecurityUpgrades: 'Ootsfhr',
  cancelSecurityUpgrade: 'Oot',
  listSessions: 'Ootsfhr',
  getSession: 'Ootsfhr',
  reviewSession: 'Oof',
  getSessionMeter: 'Ootsfhr',
  listTokens: 'Oosfr',
  createToken: 'Oos',
  getToken: 'Oosfr',
  updateToken: 'Oos',
  listDrivers: 'Oosf',
  getDriver: 'Oosf',
  createDriver: 'Oos',
  updateDriver: 'Oos',
  deleteDriver: 'Oos',
  deleteToken: 'Oos',
  listStationCertificates: 'Ootsfhr',
  renewStationCertificate: 'Oot',
  revokeStationCertificate: 'Oo',
  listCertificates: 'Ootsfhr',
  listServerCertificates: 'Ootsfhr',
  listInstalledCertificates: 'Ootsfhr',
  refreshInstalledCertificates: 'Oot',
  listTrustedRoots: 'Ootsfhr',
  addTrustedRoot: 'Oo',
  deleteTrustedRoot: 'Oo',
  getCertificateAuthority: 'Oo',
  setCertificateAuthority: 'Oo',
  getPlugAndCharge: 'Oo',
  setPlugAndCharge: 'Oo',
  listContractCertificates: 'Oo',
  revokeContractCertificate: 'Oo',
  getLocalList: 'Ootsfhr',
  updateLocalList: 'Oot',
  synchroniseLocalList: 'Oot',
  listLocalListEntries: 'Oosfr',
  listReservations: 'Ootsfhr',
  listBatterySwaps: 'Ootsfhr',
  startCommissioning: 'Oot',
  listCommissionings: 'Ootsfhr',
  getCommissioning: 'Ootsfhr',
  acceptCommissioning: 'Oot',
  createCommissioningTemplate: 'Oot',
  declineCommissioning: 'Oot',
  listQuirkProfiles: 'Ootsfhr',
  createQuirkProfile: 'Oot',
  deleteQuirkProfile: 'Oot',
  listDisplayMessages: 'Ootsfhr',
  listStationTariffs: 'Ootsfhr',
  listSettlements: 'Ootsfhr',
  listViews: 'Ootsfhr',
  createView: 'Ootsfhr',
  updateView: 'Ootsfhr',
  deleteView: 'Ootsfhr',
  listStationTags: 'Ootsfhr',
  listStationGroups: 'Ootsfhr',
  createStationGroup: 'Oot',
  updateStationGroup: 'Oot',
  deleteStationGroup: 'Oot',
  changeStations: 'Oot',
  rehearseCommandRun: 'Ootsh',
  previewImport: 'Oots',
  getImport: 'Oots',
  listImportRows: 'Oots',
  applyImport: 'Oots',
  startExport: 'Ootsfhr',
  listExports: 'Ootsfhr',
}

type WholeTenant = { [Id in Guarded]: Operations[Id] extends { readonly wholeTenant: true } ? Id : never }[Guarded]

/** What nobody may do who has some sites of the tenant, whatever the role; by hand too, and held to the contract both ways. */
const WHOLE_TENANT: Readonly<Record<WholeTenant, true>> = {
  createRole: true,
  updateRole: true,
  deleteRole: true,
  getSingleSignOn: true,
  setSingleSignOn: true,
  removeSingleSignOn: true,
  testSingleSignOn: true,
  updateOrganisation: true,
  getStorage: true,
  getMailServer: true,
  sendTestMail: true,
  listOutboxMails: true,
  getOutboxMail: true,
  getPrivacySettings: true,
  setPrivacySettings: true,
  previewPersonalData: true,
  exportPersonalData: true,
  erasePersonalData: true,
  listErasures: true,
  setSafeguards: true,
  addTrustedRoot: true,
  deleteTrustedRoot: true,
  setCertificateAuthority: true,
  setPlugAndCharge: true,
  revokeContractCertificate: true,
  createTemplate: true,
  replaceTemplate: true,
  switchTemplate: true,
  deleteTemplate: true,
  createCommissioningTemplate: true,
  createQuirkProfile: true,
  deleteQuirkProfile: true,
}

/** Ids that nobody has: whoever is let in finds nothing, and nothing is changed. */
const params = {
  id: '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01',
  pictureId: '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01',
  slug: 'nobody',
  stationId: 'NOBODY',
  name: 'none',
  fingerprint: 'none',
  streamId: '1',
}

let app: TestApp
const keys = new Map<BuiltInRole, string>()
let ownerOfOneSite: string
beforeAll(async () => {
  app = await startTestApp()
  for (const role of Object.values(LETTERS)) {
    keys.set(role, (await app.call('createApiKey', { body: { name: role, role } })).key)
  }
  const { id } = await app.call('createSite', { body: { name: 'One of several' } })
  const body = { name: 'owner of one site', role: 'owner', scope: { siteIds: [id] } }
  ownerOfOneSite = (await app.call('createApiKey', { body })).key
})
afterAll(() => app[Symbol.asyncDispose]())

/** What a holder of the key is answered who calls an operation by its name. */
async function answerTo(id: string, key: string | undefined) {
  const operation = Object.entries<Operation>(operations).find(([name]) => name === id)?.[1]
  if (operation === undefined) throw new Error(`The contract has no ${id}.`)
  const { method, permission } = operation
  const response = await app.request(pathOf(operation, { params }), { method, key })
  return { status: response.status, text: await response.text(), permission }
}

describe.each(Object.entries(LETTERS))('%s, the %s,', (letter, role) => {
  test.each(Object.entries(MATRIX))('is let into %s as the row says', async (id, row) => {
    const { status, text, permission } = await answerTo(id, keys.get(role))
    expect(status).not.toBe(401)
    expect(status).toBeLessThan(500)
    // Some refuse later, for what the call asks for: a command's kind, a person where a program will not do.
    const isRefusedAtTheDoor = text.includes(`It needs the permission ${permission}.`)
    expect(isRefusedAtTheDoor).toBe(!row.includes(letter))
    if (isRefusedAtTheDoor) expect(status).toBe(403)
  })
})

describe('an owner of some sites', () => {
  test.each(Object.keys(MATRIX))('is let into %s unless it is for the whole tenant', async (id) => {
    const { status, text } = await answerTo(id, ownerOfOneSite)
    expect(status).toBeLessThan(500)
    const isRefusedAtTheDoor = text.includes('This is for the whole tenant, and you have some sites of it.')
    expect(isRefusedAtTheDoor).toBe(id in WHOLE_TENANT)
    if (isRefusedAtTheDoor) expect(status).toBe(403)
  })
})
