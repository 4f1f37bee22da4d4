import type { Egress } from './egress.ts'

const METHODS = { GET: 'GET', POST: 'POST', PUT: 'PUT', DELETE: 'DELETE' } as const
const WITHOUT_BODY = new Set([204, 205, 304])

/** `fetch` for libraries that take one, through the egress guard. Throws where `fetch` throws. */
export function egressFetch(egress: Egress, { maxBytes }: { readonly maxBytes: number }): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const method = Object.entries(METHODS).find(([name]) => name === request.method)?.[1]
    if (method === undefined) throw new TypeError(`The method ${request.method} is not supported`)
    const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    const result = await egress.send({ url: request.url, method, headers, body, maxBytes })
    if (result.kind !== 'answered') throw new TypeError(result.reason)
    if (result.isCut) throw new TypeError(`The answer is longer than ${maxBytes} bytes`)
    const answered = new Headers()
    for (const [name, values] of Object.entries(result.headers)) {
      for (const value of [values ?? []].flat()) answered.append(name, value)
    }
    return new Response(WITHOUT_BODY.has(result.status) ? null : Uint8Array.from(result.body), {
      status: result.status,
      headers: answered,
    })
  }
}
