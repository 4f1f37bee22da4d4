export type Payload =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: string }

/** Reads a typed JSON object. */
export function parsePayload(source: string): Payload {
  try {
    const value: unknown = JSON.parse(source)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, reason: '{ … }' }
    return { ok: true, value: { ...value } }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
