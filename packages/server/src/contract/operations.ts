import type { Operation } from './operation.ts'
import { accessOperations } from './operations/access.ts'
import { accountsOperations } from './operations/accounts.ts'
import { auditOperations } from './operations/audit.ts'
import { bookingsOperations } from './operations/bookings.ts'
import { capacityOperations } from './operations/capacity.ts'
import { certificatesOperations } from './operations/certificates.ts'
import { chargingOperations } from './operations/charging.ts'
import { commandRunOperations } from './operations/command-runs.ts'
import { commandsOperations } from './operations/commands.ts'
import { commissioningOperations } from './operations/commissioning.ts'
import { desiredStateOperations } from './operations/desired-state.ts'
import { deviceModelOperations } from './operations/device-model.ts'
import { driversOperations } from './operations/drivers.ts'
import { filesOperations } from './operations/files.ts'
import { groupsOperations } from './operations/groups.ts'
import { importExportOperations } from './operations/import-export.ts'
import { mailOperations } from './operations/mail.ts'
import { maintenanceOperations } from './operations/maintenance.ts'
import { networkOperations } from './operations/network.ts'
import { notificationOperations } from './operations/notifications.ts'
import { organisationOperations } from './operations/organisation.ts'
import { paymentsOperations } from './operations/payments.ts'
import { peopleOperations } from './operations/people.ts'
import { privacyOperations } from './operations/privacy.ts'
import { revenueOperations } from './operations/revenue.ts'
import { safeguardOperations } from './operations/safeguards.ts'
import { securityOperations } from './operations/security.ts'
import { selfOperations } from './operations/self.ts'
import { sessionsOperations } from './operations/sessions.ts'
import { singleSignOnOperations } from './operations/single-sign-on.ts'
import { sitesOperations } from './operations/sites.ts'
import { stationsOperations } from './operations/stations.ts'
import { tariffsOperations } from './operations/tariffs.ts'
import { tenantsOperations } from './operations/tenants.ts'
import { timelineOperations } from './operations/timeline.ts'
import { tokensOperations } from './operations/tokens.ts'
import { viewsOperations } from './operations/views.ts'
import { webhookOperations } from './operations/webhooks.ts'
import { workOrderOperations } from './operations/work-orders.ts'

/** Every route of `/api/v1`. The server refuses to start when one of them has no handler. */
export const operations = {
  ...accountsOperations,
  ...singleSignOnOperations,
  ...selfOperations,
  ...peopleOperations,
  ...tenantsOperations,
  ...mailOperations,
  ...organisationOperations,
  ...auditOperations,
  ...privacyOperations,
  ...networkOperations,
  ...sitesOperations,
  ...capacityOperations,
  ...stationsOperations,
  ...commandsOperations,
  ...commandRunOperations,
  ...safeguardOperations,
  ...chargingOperations,
  ...timelineOperations,
  ...deviceModelOperations,
  ...desiredStateOperations,
  ...filesOperations,
  ...maintenanceOperations,
  ...workOrderOperations,
  ...securityOperations,
  ...sessionsOperations,
  ...revenueOperations,
  ...tokensOperations,
  ...driversOperations,
  ...certificatesOperations,
  ...accessOperations,
  ...bookingsOperations,
  ...commissioningOperations,
  ...paymentsOperations,
  ...tariffsOperations,
  ...importExportOperations,
  ...groupsOperations,
  ...webhookOperations,
  ...notificationOperations,
  ...viewsOperations,
} as const satisfies Record<string, Operation>

export type Operations = typeof operations
export type OperationId = keyof Operations
