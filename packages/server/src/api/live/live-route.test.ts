import { once } from 'node:events'
import { connect } from 'node:net'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { type Actor, FIRST_TENANT } from '../../accounts/index.ts'
import { InProcessBus } from '../../platform/bus/index.ts'
import { systemClock as clock } from '../../platform/clock/index.ts'
import { silentLogger as logger } from '../../platform/logging/index.ts'
import type { Authenticator } from '../register-operations.ts'
import { LiveHub } from './live-hub.ts'
import { registerLive } from './live-route.ts'

const OWNER: Actor = {
  tenantId: FIRST_TENANT,
  tenantName: 'Default',
  name: 'Robin',
  email: null,
  role: 'owner',
  roleName: null,
  permissions: new Set(['network.read'] as const),
  scope: 'everything',
  via: 'browser',
  credential: { kind: 'session', personId: '1', sessionId: '2', boundTenantId: null, createdAt: new Date(0) },
}
const readers = {
  stations: async () => [],
  sessions: async () => [],
  progress: async () => [],
  commands: async () => [],
  bookings: async () => [],
  quarantine: async () => [],
  refusedHandshakes: async () => [],
  now: () => Promise.reject(new Error('nobody reads')),
}

test('who goes while it is looked up who it is leaves no stream behind', async () => {
  const bus = new InProcessBus({ clock, logger })
  let streams = 0
  using hub = new LiveHub({
    ...{ bus, clock, logger },
    readersOf: () => {
      streams += 1
      return readers
    },
  })
  const asked = Promise.withResolvers<void>()
  const known = Promise.withResolvers<Actor>()
  const authenticator: Authenticator = {
    identify: () => {
      asked.resolve()
      return known.promise
    },
    browser: () => ({ headers: new Headers(), giveCookies: () => undefined }),
  }
  const app = fastify()
  registerLive(app, { hub, authenticator, clock, changes: { onChange: () => () => undefined } })
  const served = once(app.server, 'connection')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const client = connect(port ?? 0, '127.0.0.1')
  client.write('GET /api/v1/live HTTP/1.1\r\nHost: x\r\n\r\n')
  const [socket] = await served
  await asked.promise
  const gone = once(socket, 'close')
  client.destroy()
  await gone
  known.resolve(OWNER)
  await new Promise((resolve) => setImmediate(resolve))
  expect(streams).toBe(0)
  await app.close()
})
