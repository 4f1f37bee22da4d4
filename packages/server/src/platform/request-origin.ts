import { AsyncLocalStorage } from 'node:async_hooks'

/** Where the work under way comes from, for the audit log. */
export interface RequestOrigin {
  /** The operation of the API. */
  readonly operation: string
  /** What it may write to the audit log. */
  readonly deeds: readonly string[]
  readonly address: string
  readonly userAgent: string | undefined
  /** What it has written so far. */
  readonly written: string[]
}

/** Where a request comes from, which is to carry out an operation and may write these deeds. */
export function originOf(
  { ip, headers }: { readonly ip: string; readonly headers: { readonly 'user-agent'?: string | undefined } },
  operation: string,
  deeds: readonly string[],
): RequestOrigin {
  return { operation, deeds, address: ip, userAgent: headers['user-agent'], written: [] }
}

const origins = new AsyncLocalStorage<RequestOrigin>()

/** Runs the work of a request. */
export function withinRequest<Result>(origin: RequestOrigin, work: () => Result): Result {
  return origins.run(origin, work)
}

/** Undefined: nobody has asked, it comes round by itself. */
export function currentRequest(): RequestOrigin | undefined {
  return origins.getStore()
}
