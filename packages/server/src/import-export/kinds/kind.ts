import type { Actor } from '../../accounts/index.ts'
import type { GrantedPermission } from '../../contract/index.ts'
import type { StoredSecret } from '../../gateway/credentials.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { Column, Row } from '../column.ts'
import type { GivenRow, Matching } from '../plan.ts'

/** A kind of record that can be brought in from a file. */
export interface ImportableKind {
  readonly permission: GrantedPermission
  readonly columns: readonly Column[]
  /** Looks up what the rows speak of. With `lock`, it stays so until the transaction ends. */
  match(db: Db, actor: Actor, rows: readonly GivenRow[], lock: boolean): Promise<Matching>
  /** Writes what a plan says, all in a few statements. */
  write(tx: Tx, actor: Actor, rows: WritableRows, parts: WriteParts): Promise<Written>
  /** Holds a password: never stored as it is, never exported. */
  readonly passwordColumn?: Column
}

export interface WritableRow {
  readonly before: Row | null
  readonly after: Row
  readonly secret: StoredSecret | undefined
}

export interface WritableRows {
  readonly created: readonly WritableRow[]
  readonly changed: readonly WritableRow[]
}

export interface WriteParts {
  readonly ids: Ids
  readonly random: Random
  readonly nowMs: number
}

export interface Written {
  /** Passwords made for new stations, to be shown once. */
  readonly passwords: readonly {
    readonly identity: string
    readonly securityProfile: number
    readonly password: string
  }[]
  /** Identities of stations whose sockets hold what has changed. */
  readonly toDisconnect: readonly string[]
}

/** Rows sent to the database in one statement. */
const CHUNK = 1000

export function chunksOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    rows.slice(index * CHUNK, (index + 1) * CHUNK),
  )
}
