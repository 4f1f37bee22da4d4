import { z } from 'zod'

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
  'sessions.review',
  'revenue.read',
  'tariffs.read',
  'tariffs.write',
  'work.read',
  'work.dispatch',
  'work.do',
  'tokens.read',
  'tokens.write',
  'customers.read',
  'exports.unmasked',
  'bookings.read',
  'bookings.manage',
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
 * signing in, and `stations.command` with any of the permissions for commands; the command's kind asks for its own. So do
 * `records.import` and `records.export` with those to write and read what can be imported and exported. `tenants.manage`
 * is of no role: platform owners have it, in their browsers.
 */
export type Permission =
  | GrantedPermission
  | 'public'
  | 'accounts.self'
  | 'stations.command'
  | 'records.import'
  | 'records.export'
  | 'tenants.manage'

/** The roles that every tenant has. */
export const BUILT_IN_ROLES = ['owner', 'operator', 'technician', 'support', 'finance', 'siteHost', 'readOnly'] as const
export const BuiltInRole = z.enum(BUILT_IN_ROLES)
export type BuiltInRole = z.infer<typeof BuiltInRole>
