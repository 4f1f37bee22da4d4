import type { GrantedPermission } from '@stationmaster/server/contract'
import type { MessageKey } from '../app/i18n/catalogue.ts'

/** Permissions as people think of them. A permission of the contract that is missing here does not compile. */
const GROUP_OF = {
  'network.read': 'look',
  'sites.read': 'look',
  'stations.read': 'look',
  'sessions.read': 'look',
  'files.read': 'look',
  'sessions.review': 'drivers',
  'revenue.read': 'look',
  'bookings.read': 'look',
  'bookings.manage': 'drivers',
  'tariffs.read': 'look',
  'tariffs.write': 'office',
  'sites.write': 'stations',
  'stations.write': 'stations',
  'stations.secure': 'stations',
  'files.write': 'stations',
  'certificates.manage': 'stations',
  'work.read': 'stations',
  'work.dispatch': 'stations',
  'work.do': 'stations',
  'commands.charge': 'commands',
  'commands.operate': 'commands',
  'commands.configure': 'commands',
  'commands.firmware': 'commands',
  'commands.raw': 'commands',
  'tokens.read': 'drivers',
  'tokens.write': 'drivers',
  'customers.read': 'drivers',
  'exports.unmasked': 'drivers',
  'people.read': 'office',
  'people.manage': 'office',
  'roles.manage': 'office',
  'apiKeys.manage': 'office',
  'webhooks.manage': 'office',
  'audit.read': 'office',
  'outbox.read': 'office',
  'settings.manage': 'office',
} as const satisfies Readonly<Record<GrantedPermission, string>>

const GROUPS = ['look', 'stations', 'commands', 'drivers', 'office'] as const

export interface PermissionGroup {
  readonly title: MessageKey
  readonly permissions: readonly { readonly name: GrantedPermission; readonly label: MessageKey }[]
}

export const permissionGroups: readonly PermissionGroup[] = GROUPS.map((group) => ({
  title: `roles.group.${group}`,
  permissions: Object.entries(GROUP_OF)
    .filter(([, of]) => of === group)
    // The keys of the table are permissions.
    .map(([name]) => ({ name: name as GrantedPermission, label: `permission.${name as GrantedPermission}` })),
}))
