import { driverHandlers } from './access/driver-handlers.ts'
import { tokenHandlers } from './access/handlers.ts'
import { localListHandlers } from './access/local-list/index.ts'
import {
  type AccountChanges,
  type Auth,
  accountHandlers,
  auditHandlers,
  type Passwords,
  SignInLimits,
  viewHandlers,
} from './accounts/index.ts'
import { capacityHandlers } from './analytics/index.ts'
import type { Handlers } from './api/handler.ts'
import { announce } from './api/live/notices.ts'
import { billingHandlers } from './billing/index.ts'
import { bookingDecisionHandlers, bookingHandlers } from './bookings/index.ts'
import { type Certificates, certificateHandlers } from './certificates/index.ts'
import { commandDispatch } from './command-dispatch.ts'
import type { Config } from './config/index.ts'
import { floorPlanHandlers, profileHandlers, siteHandlers } from './energy/index.ts'
import type { Files } from './files/index.ts'
import type { Foundations } from './foundations.ts'
import { releaseSocket } from './gateway/index.ts'
import { importExportHandlers } from './import-export/index.ts'
import { outboxHandlers } from './mail/index.ts'
import { exchangePreparer, maintenanceHandlers, workOrderHandlers } from './maintenance/index.ts'
import { networkHandlers } from './network/index.ts'
import type { PushKeys } from './notifications/index.ts'
import { notificationHandlers } from './notifications/index.ts'
import { type OrganisationServices, organisationHandlers, readFace } from './organisation/index.ts'
import { paymentHandlers } from './payments/index.ts'
import type { Database } from './platform/database/index.ts'
import type { Egress } from './platform/egress/index.ts'
import type { Sealing } from './platform/sealing.ts'
import { type PrivacyServices, privacyHandlers } from './privacy/index.ts'
import { procedureParts } from './procedures.ts'
import { type ShownCertificates, securityHandlers, serverCertificateHandlers } from './security/index.ts'
import { sessionHandlers } from './sessions/handlers.ts'
import { commandHandlers } from './stations/commands/handlers.ts'
import type { OutcomeWaiters } from './stations/commands/outcome-waiters.ts'
import { commissioningHandlers } from './stations/commissioning/handlers.ts'
import { desiredStateHandlers } from './stations/desired-state/index.ts'
import { deviceModelHandlers } from './stations/device-model/index.ts'
import { displayHandlers } from './stations/display/handlers.ts'
import { groupHandlers } from './stations/groups/handlers.ts'
import { stationHandlers } from './stations/handlers.ts'
import type { TenantId } from './stations/ids.ts'
import { connectUrl, type ServerAddresses } from './stations/index.ts'
import { quarantineHandlers } from './stations/quarantine-handlers.ts'
import { quirkProfileHandlers } from './stations/quirk-profiles/handlers.ts'
import { refusedHandshakeHandlers } from './stations/refused-handshakes.ts'
import { commandRunHandlers } from './stations/runs/handlers.ts'
import { timelineHandlers } from './stations/timeline/handlers.ts'
import { priceHandlers, tariffHandlers } from './tariffs/index.ts'
import { type TenantDirectory, tenantHandlers } from './tenants/index.ts'
import { webhookOperationHandlers } from './webhooks/index.ts'

export interface ApiParts extends Foundations, ServerAddresses {
  readonly database: Database
  readonly sealing: Sealing
  readonly auth: () => Auth
  readonly passwords: Passwords
  readonly changes: AccountChanges
  readonly egress: Egress
  readonly mailServer: Config['mail']
  readonly storage: OrganisationServices['storage']
  readonly pushKeys: PushKeys
  readonly webhooksPerTenant: number
  readonly waiters: OutcomeWaiters
  readonly version: string
  readonly retention: PrivacyServices['retention']
  readonly files: Files
  readonly certificates: Certificates
  readonly serverCertificates: ShownCertificates
  readonly tenants: TenantDirectory
}

const accountLimits = () => new SignInLimits({ slowsSubjects: true })

/** Every operation's handler, each module with what it needs. */
export function apiHandlers(parts: ApiParts): Handlers {
  const { bus } = parts
  const stations = {
    ...parts,
    announce: (tenantId: TenantId, stationKey: number) => announce(bus, { kind: 'station', tenantId, stationKey }),
    announceRemoved: (tenantId: TenantId, identity: string) =>
      announce(bus, { kind: 'stationRemoved', tenantId, identity }),
    announceQuarantine: (tenantId: TenantId, identity: string) =>
      announce(bus, { kind: 'quarantine', tenantId, identity }),
    disconnect: (stationKey: number) => void releaseSocket(bus, stationKey),
  }
  const prepareExchange = exchangePreparer(parts.files)
  const commands = { ...parts, ...commandDispatch(parts), prepareExchange }
  const accounts = {
    readFace: (named: string | null) => readFace(parts.database.kysely, named),
    ...parts,
    limits: accountLimits(),
    resetLimits: accountLimits(),
  }
  const stationOperations = stationHandlers(stations)
  const templates = desiredStateHandlers(parts)
  return {
    ...accountHandlers(accounts),
    ...tenantHandlers(accounts),
    ...organisationHandlers(parts),
    ...outboxHandlers({ ...parts, canSend: parts.mailServer.smtpUrl !== undefined }),
    ...auditHandlers(parts),
    ...privacyHandlers(parts),
    ...networkHandlers(parts),
    ...siteHandlers(parts),
    ...floorPlanHandlers(parts),
    ...capacityHandlers(parts),
    ...profileHandlers(parts),
    ...stationOperations,
    ...groupHandlers(stations),
    ...commissioningHandlers({ ...stations, ...stationOperations, ...templates }),
    ...quirkProfileHandlers(parts),
    ...deviceModelHandlers(parts),
    ...templates,
    ...quarantineHandlers(stations),
    ...refusedHandshakeHandlers(parts),
    ...commandHandlers(commands),
    ...commandRunHandlers(commands),
    ...parts.files.handlers,
    ...maintenanceHandlers(parts),
    ...workOrderHandlers(stations),
    ...securityHandlers(procedureParts(parts)),
    ...serverCertificateHandlers(parts.serverCertificates),
    ...sessionHandlers({
      ...parts,
      announceSession: (tenantId, stationKey, sessionId) =>
        announce(bus, { kind: 'session', tenantId, stationKey, sessionId }),
    }),
    ...billingHandlers(parts),
    ...timelineHandlers(parts),
    ...tokenHandlers(parts),
    ...driverHandlers(parts),
    ...certificateHandlers(parts.certificates.parts),
    ...localListHandlers(parts),
    ...bookingHandlers(parts),
    ...bookingDecisionHandlers({
      ...parts,
      announceBooking: (tenantId, bookingId) => announce(bus, { kind: 'booking', tenantId, bookingId }),
    }),
    ...displayHandlers(parts),
    ...tariffHandlers(parts),
    ...priceHandlers(parts),
    ...paymentHandlers(parts),
    ...viewHandlers(parts),
    ...importExportHandlers({ ...stations, connectUrl: (station) => connectUrl(parts, station) }),
    ...webhookOperationHandlers(parts),
    ...notificationHandlers({ ...parts, canSendMail: parts.mailServer.smtpUrl !== undefined }),
  }
}
