/**
 * Every table by name, for Kysely. A module adds the tables it owns beside its store:
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
