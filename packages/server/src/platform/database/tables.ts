/**
 * The tables that Kysely's query builder knows. Modules write their statements in SQL, which needs none of this; one
 * that wants the builder adds its table beside its store:
 *
 *     declare module '../platform/database/tables.ts' {
 *       interface Tables {
 *         id_tokens: IdTokenTable
 *       }
 *     }
 */
export interface Tables {
  schema_migrations: { version: number; name: string; checksum: string }
}
