import { sql } from 'kysely'
import { ConsoleLanguage } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { outsideScopes } from '../platform/row-scope.ts'
import { browserLanguage } from './mail-texts/languages.ts'

interface Surroundings {
  readonly tenantId: number | null
  /** Of the browser that asks. */
  readonly headers: Headers
}

/** The language to write to an address in: what its person has chosen, else its tenant, else the browser that asks. */
export async function languageFor(
  db: Db,
  { email, tenantId, headers }: Surroundings & { readonly email: string },
): Promise<ConsoleLanguage> {
  const { own, tenant } = await readChoices(db, email, tenantId)
  return own ?? tenant ?? browserLanguage(headers) ?? 'en'
}

/** The language of somebody new: that of the tenant, else that in which the invitation was accepted. */
export async function firstLanguage(db: Db, { tenantId, headers }: Surroundings): Promise<ConsoleLanguage | null> {
  const { tenant } = await readChoices(db, null, tenantId)
  return tenant ?? browserLanguage(headers) ?? null
}

interface Choices {
  readonly own: ConsoleLanguage | undefined
  readonly tenant: ConsoleLanguage | undefined
}

/** Persons are of no tenant, so this is read outside scopes. */
async function readChoices(db: Db, email: string | null, tenantId: number | null): Promise<Choices> {
  const { rows } = await outsideScopes(() =>
    sql<{ own: string | null; tenant: string | null }>`
      select (select language from persons where email = lower(${email}::text)) as own,
        (select default_language from organisations where tenant_id = ${tenantId}::smallint) as tenant`.execute(db),
  )
  const known = (language: string | null | undefined) => ConsoleLanguage.safeParse(language).data
  return { own: known(rows[0]?.own), tenant: known(rows[0]?.tenant) }
}
