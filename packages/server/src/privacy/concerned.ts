import { foldIdToken } from '@stationmaster/ocpp'
import { readDriver, tokensOf } from '../access/index.ts'
import type { Driver, PersonalDataInput } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'

/** Whom a question is about. */
export interface Concerned {
  readonly driver: Driver | undefined
  /** Those that were named, and all that are the driver's. */
  readonly tokens: readonly string[]
  /** What rows may name them by: the tokens, and the id of the driver. */
  readonly mentions: readonly string[]
}

export async function whoIsConcerned(
  db: Db,
  tenantId: TenantId,
  { tokens, driverId }: PersonalDataInput,
): Promise<Concerned> {
  if (driverId === undefined) {
    const named = distinct(tokens)
    return { driver: undefined, tokens: named, mentions: named }
  }
  const driver = await readDriver(db, tenantId, driverId)
  if (driver === undefined) throw new Refusal('driverNotFound')
  const theirs = distinct([...tokens, ...(await tokensOf(db, tenantId, driverId))])
  return { driver, tokens: theirs, mentions: [...theirs, driverId] }
}

function distinct(tokens: readonly string[]): readonly string[] {
  return [...new Map(tokens.map((token) => [foldIdToken(token), token])).values()]
}
