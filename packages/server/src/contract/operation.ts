import type { z } from 'zod'
import type { Permission } from './permissions.ts'

/** One route, said once: the server registers it, OpenAPI prints it, the client calls it. */
export type Operation = AnyOperation & (Reading | Writing)

interface AnyOperation {
  /** Below /api/v1, with `:name` parameters. */
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly permission: Permission
  /** Concerns the tenant as a whole: refused to those who have some sites of it, whatever their role allows. */
  readonly wholeTenant?: true
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Absent: 204. */
  readonly response?: z.ZodType
  readonly status?: 200 | 201 | 202
  /** Largest body, where the usual limit is too small. */
  readonly bodyBytes?: number
  /** Takes an Idempotency-Key header. */
  readonly idempotent?: boolean
  /** Instead of a response: a file to be saved, in one of these types. */
  readonly download?: readonly string[]
}

interface Reading {
  readonly method: 'GET'
  readonly audit?: readonly string[]
}

/**
 * Whatever is not read says which actions it may write to the audit log, in the transaction of the change; nothing else
 * can be written. `notPrivileged`: it changes nothing that another person would have to know of.
 */
interface Writing {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly audit: readonly [string, ...string[]] | 'notPrivileged'
}
