import type { z } from 'zod'

/** What a caller must be allowed to do. `public` needs no sign-in. */
export type Permission =
  | 'public'
  | 'network.read'
  | 'sites.read'
  | 'sites.write'
  | 'stations.read'
  | 'stations.write'
  | 'stations.command'
  | 'files.read'
  | 'files.write'
  | 'sessions.read'
  | 'tokens.read'
  | 'tokens.write'
  /** What stations report of their customers. */
  | 'customers.read'
  /** Exports in which people and devices are named. */
  | 'exports.unmasked'
  | 'accounts.self'
  | 'accounts.manage'
  | 'certificates.manage'

/** One route, said once: the server registers it, OpenAPI prints it, the client calls it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below /api/v1, with `:name` parameters. */
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly permission: Permission
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Absent: 204. */
  readonly response?: z.ZodType
  readonly status?: 200 | 201 | 202
  /** Takes an Idempotency-Key header. */
  readonly idempotent?: boolean
}
