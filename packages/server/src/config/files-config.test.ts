import { expect, test } from 'vitest'
import { loadConfig } from './load.ts'

const load = (environment: Record<string, string>) => loadConfig({ words: [], environment, directory: '/absent' })

test('FTP is off and on loopback by itself', () => {
  const loaded = load({})
  expect(loaded.kind === 'config' && loaded.config.files.ftp).toMatchObject({
    host: '127.0.0.1',
    port: undefined,
    tlsPort: undefined,
    passiveAddress: undefined,
    passivePorts: { from: 50_000, to: 50_099 },
  })
})

test.each([
  [{ FTPS_PORT: '990' }, 'FTPS_PORT needs TLS_CERT_FILE and TLS_KEY_FILE.'],
  [{ FTP_PASSIVE_PORTS: '60000-50000' }, 'FTP_PASSIVE_PORTS must be a range of ports such as 50000-50099'],
  [{ FTP_PASSIVE_PORTS: '1-70000' }, 'FTP_PASSIVE_PORTS must be a range of ports such as 50000-50099'],
  [{ FTP_PASSIVE_ADDRESS: 'csms.example' }, 'FTP_PASSIVE_ADDRESS must be an IPv4 address'],
  [{ FILE_QUOTA_MB: '0' }, 'FILE_QUOTA_MB must be a whole number from 1'],
])('%j is refused with a sentence', (environment, sentence) => {
  const loaded = load(environment)
  expect(loaded.kind === 'refused' ? loaded.problems[0] : '').toContain(sentence)
})
