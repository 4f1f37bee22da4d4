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
  listOutboxMails: 'O',
  getOutboxMail: 'O',
  getNetworkNow: 'Ootsfhr',
  getAttention: 'Ootsfhr',
  getMapPoints: 'Ootsfhr',
  getNetworkLoad: 'Ootsfhr',
  listSites: 'Ootsfhr',
  createSite: 'Oo',
  getSite: 'Ootsfhr',
  updateSite: 'Oo',
  deleteSite: 'Oo',
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
  getSessionMeter: 'Ootsfhr',
  listTokens: 'Oosfr',
  createToken: 'Oos',
  getToken: 'Oosfr',
  updateToken: 'Oos',
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
}

/** Ids that nobody has: whoever is let in finds nothing, and nothing is changed. */
const params = {
  id: '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01',
  stationId: 'NOBODY',
  name: 'none',
  fingerprint: 'none',
  streamId: '1',
}

let app: TestApp
const keys = new Map<BuiltInRole, string>()
beforeAll(async () => {
  app = await startTestApp()
  for (const role of Object.values(LETTERS)) {
    keys.set(role, (await app.call('createApiKey', { body: { name: role, role } })).key)
  }
})
afterAll(() => app[Symbol.asyncDispose]())

describe.each(Object.entries(LETTERS))('%s, the %s,', (letter, role) => {
  test.each(Object.entries(MATRIX))('is let into %s as the row says', async (id, row) => {
    const operation = Object.entries<Operation>(operations).find(([name]) => name === id)?.[1]
    if (operation === undefined) throw new Error(`The contract has no ${id}.`)
    const response = await app.request(pathOf(operation, { params }), {
      method: operation.method,
      key: keys.get(role),
    })
    const text = await response.text()
    expect(response.status).not.toBe(401)
    expect(response.status).toBeLessThan(500)
    // Some refuse later, for what the call asks for: a command's kind, a person where a program will not do.
    const isRefusedAtTheDoor = text.includes(`It needs the permission ${operation.permission}.`)
    expect(isRefusedAtTheDoor).toBe(!row.includes(letter))
    if (isRefusedAtTheDoor) expect(response.status).toBe(403)
  })
})
