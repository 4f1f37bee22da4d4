import type pg from 'pg'
import { hashSecret } from '../../packages/server/src/gateway/credentials.ts'

const TENANT = 1

/** Registers stations as the API would, but in one statement; each gets a salt of its own. */
export async function registerStations(
  client: pg.ClientBase,
  identities: readonly string[],
  password: string,
): Promise<void> {
  const secrets = identities.map(() => hashSecret(password))
  await client.query(
    `insert into stations (tenant_id, identity, identity_folded, security_profile, secret_salt, secret_hash, created_at)
     select ${TENANT}, identity, lower(identity), 1, salt, hash, now()
     from unnest($1::text[], $2::bytea[], $3::bytea[]) as given (identity, salt, hash)
     on conflict (tenant_id, identity_folded) do nothing`,
    [identities, secrets.map(({ salt }) => Buffer.from(salt)), secrets.map(({ hash }) => Buffer.from(hash))],
  )
}

/** Makes tokens that may charge anywhere, any number of times at once. */
export async function registerTokens(client: pg.ClientBase, values: readonly string[]): Promise<void> {
  await client.query(
    `insert into id_tokens (tenant_id, token_id, value, value_folded, type, max_concurrent, created_at)
     select ${TENANT}, gen_random_uuid(), value, lower(value), 'ISO14443', null, now()
     from unnest($1::text[]) as given (value)
     on conflict (tenant_id, value_folded) do nothing`,
    [values],
  )
}
