import type { z } from 'zod'
import type { Permission } from './permissions.ts'

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
