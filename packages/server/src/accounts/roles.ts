import { type BuiltInRole, type GrantedPermission, PERMISSIONS, type Permission } from '../contract/index.ts'

const LOOK = ['network.read', 'sites.read', 'stations.read', 'sessions.read'] as const
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
    'files.read',
    'files.write',
    'tokens.read',
    'tokens.write',
    'customers.read',
    'exports.unmasked',
    'certificates.manage',
    'people.read',
    'audit.read',
  ],
  technician: [...LOOK, ...OPERATE, 'stations.write', 'stations.secure', 'files.read', 'files.write'],
  support: [...LOOK, 'commands.charge', 'tokens.read', 'tokens.write', 'customers.read'],
  finance: [...LOOK, 'tokens.read', 'customers.read', 'exports.unmasked'],
  siteHost: [...LOOK, 'commands.charge'],
  readOnly: [...LOOK, 'files.read', 'tokens.read'],
}

/** The permissions that somebody has: those granted, and what comes with them. */
export function effective(granted: readonly GrantedPermission[]): ReadonlySet<Permission> {
  const all = new Set<Permission>([...granted, 'accounts.self'])
  if (granted.some((permission) => permission.startsWith('commands.'))) all.add('stations.command')
  return all
}
