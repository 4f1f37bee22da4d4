import { expect, test } from 'vitest'
import { greeting } from './greeting.ts'

test('who starts the server is told where stations connect, by TLS too where they have a port for it', () => {
  const server = { publicUrl: 'http://127.0.0.1:8080', stationPort: undefined, ownerLink: undefined }
  const plain = '  Stations  ws://127.0.0.1:8080/ocpp/<identity>\n'
  expect(greeting(server)).toContain(plain)
  expect(greeting(server)).not.toContain('wss://')
  const both = greeting({ ...server, stationPort: 8443 })
  expect(both).toContain(plain)
  expect(both).toContain('wss://127.0.0.1:8443/ocpp/<identity>  (security profiles 2 and 3)')
})
