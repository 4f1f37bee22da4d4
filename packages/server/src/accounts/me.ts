import { sql } from 'kysely'
import { instant } from '../api/instant.ts'
import type { Me } from '../contract/index.ts'
import { ConsoleLanguage, PERMISSIONS } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { outsideScopes } from '../platform/row-scope.ts'
import type { Actor, ActorVisit } from './actor.ts'
import { siteScopeOf } from './holding.ts'
import { tenantsFor } from './memberships.ts'

/** What callers are told about themselves. */
export async function meOf(db: Db, actor: Actor): Promise<Me> {
  const { credential } = actor
  const tenants = credential.kind === 'session' ? await tenantsFor(db, credential) : []
  const chosen = credential.kind === 'session' ? await readChosen(db, credential.personId) : NOTHING_CHOSEN
  return {
    name: actor.name,
    email: actor.email,
    role: actor.role,
    roleName: actor.roleName,
    via: credential.kind === 'apiKey' ? 'apiKey' : 'browser',
    ...chosen,
    tenant: actor.tenantName,
    permissions: PERMISSIONS.filter((permission) => actor.permissions.has(permission)),
    scope: siteScopeOf(actor.scope),
    isPlatformOwner: actor.permissions.has('tenants.manage'),
    visit: actor.visit === undefined ? null : visitOf(actor.visit),
    tenants: tenants.map(({ id, name }) => ({ id, name, isActive: id === actor.tenantId })),
  }
}

type Chosen = Pick<Me, 'language' | 'timeZone'>
const NOTHING_CHOSEN: Chosen = { language: null, timeZone: null }

/** Persons are of no tenant, so this is read outside scopes. */
async function readChosen(db: Db, personId: string): Promise<Chosen> {
  const { rows } = await outsideScopes(() =>
    sql<{ language: string | null; time_zone: string | null }>`
      select language, time_zone from persons where id = ${personId}`.execute(db),
  )
  const [row] = rows
  if (row === undefined) return NOTHING_CHOSEN
  return { language: ConsoleLanguage.safeParse(row.language).data ?? null, timeZone: row.time_zone }
}

function visitOf({ reason, endsAtMs, home }: ActorVisit): Me['visit'] {
  return { reason, home, endsAt: instant(new Date(endsAtMs)) }
}
