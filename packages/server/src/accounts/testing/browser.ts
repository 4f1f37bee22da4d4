import { createClient } from '../../contract/index.ts'
import type { TestApp } from '../../testing/test-app.ts'

/** A browser that keeps cookies, and calls operations with them. */
export function openBrowser(app: TestApp) {
  const jar = new Map<string, string>()
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    headers.set('origin', app.url)
    const response = await fetch(input, { ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  return { call: createClient({ baseUrl: app.url, fetch: send }), fetch: send, cookies: jar }
}

export type TestBrowser = ReturnType<typeof openBrowser>
