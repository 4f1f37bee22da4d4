import { type BuiltInRole, type GrantedPermission, PERMISSIONS, type Permission } from '../contract/index.ts'

const LOOK = ['network.read', 'sites.read', 'stations.read', 'sessions.read', 'bookings.read'] as const
const OPERATE = ['commands.charge', 'commands.operate', 'commands.configure', 'commands.firmware'] as const

/** The one table of who may do what. Whatever a role does not have here is refused. */
export const ROLE_PERMISSIONS: Readonly<Record<BuiltInRole, readonly GrantedPermission[]>> = {
  owner: PERMISSIONS,
  operator: [
    ...LOOK,
    ...OPERATE,
    'sites.write',
    'stations.write',
    'stations.secure',
    'commands.raw',
    'work.read',
    'work.dispatch',
    'work.do',
    'sessions.review',
    'revenue.read',
    'tariffs.read',
    'tariffs.write',
    'files.read',
    'files.write',
    'tokens.read',
    'tokens.write',
    'customers.read',
    'exports.unmasked',
    'bookings.manage',
    'certificates.manage',
    'people.read',
    'audit.read',
  ],
  technician: [
    ...LOOK,
    ...OPERATE,
    'stations.write',
    'stations.secure',
    'files.read',
    'files.write',
    'work.read',
    'work.do',
  ],
  support: [
    ...LOOK,
    'commands.charge',
    'tariffs.read',
    'tokens.read',
    'tokens.write',
    'customers.read',
    'bookings.manage',
    'work.read',
    'work.dispatch',
  ],
  finance: [
    ...LOOK,
    'sessions.review',
    'revenue.read',
    'tariffs.read',
    'tariffs.write',
    'tokens.read',
    'customers.read',
    'exports.unmasked',
  ],
  siteHost: [...LOOK, 'commands.charge', 'revenue.read', 'tariffs.read', 'bookings.manage', 'work.read'],
  readOnly: [...LOOK, 'revenue.read', 'files.read', 'tariffs.read', 'tokens.read', 'work.read'],
}

/** What each kind of record asks of whoever brings it in, and of whoever takes it out. */
const IMPORTS = ['stations.write', 'sites.write', 'tokens.write'] as const
const EXPORTS = ['stations.read', 'sites.read', 'tokens.read', 'sessions.read'] as const

/** The permissions that somebody has: those granted, and what comes with them. */
export function effective(granted: readonly GrantedPermission[]): ReadonlySet<Permission> {
  const all = new Set<Permission>([...granted, 'accounts.self'])
  if (granted.some((permission) => permission.startsWith('commands.'))) all.add('stations.command')
  if (IMPORTS.some((permission) => all.has(permission))) all.add('records.import')
  if (EXPORTS.some((permission) => all.has(permission))) all.add('records.export')
  return all
}
