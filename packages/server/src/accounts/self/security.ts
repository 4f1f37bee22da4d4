import { sql } from 'kysely'
import { instantOrNull } from '../../api/instant.ts'
import type { Security } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { PersonActor } from '../actor.ts'
import type { Auth } from '../auth/auth.ts'

/** How a person signs in. */
export async function readSecurity(
  db: Db,
  auth: Auth,
  { personId, boundTenantId }: PersonActor['credential'],
): Promise<Security> {
  const { rows } = await sql<{ has_password: boolean; has_app: boolean }>`
    select p.two_factor_enabled as has_app,
      exists (select from person_accounts a where a.person_id = p.id and a.password is not null) as has_password
    from persons p where p.id = ${personId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('Who is signed in is stored.')
  const passkeys = await sql<{ id: string; name: string | null; created_at: Date | null }>`
    select id, name, created_at from passkeys where person_id = ${personId} order by created_at, id`.execute(db)
  return {
    isSignedOn: boundTenantId !== null,
    hasPassword: row.has_password,
    hasApp: row.has_app,
    backupCodesLeft: row.has_app ? await backupCodesLeft(auth, personId) : 0,
    passkeys: passkeys.rows.map(({ id, name, created_at }) => {
      return { id, name: name ?? 'Passkey', createdAt: instantOrNull(created_at) }
    }),
  }
}

async function backupCodesLeft(auth: Auth, personId: string): Promise<number> {
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: personId } })
  return backupCodes.length
}
