import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import type { Config } from './config.ts'
import { type LoadedConfig, loadConfig } from './load.ts'
import { settingNames } from './settings.ts'

const directory = mkdtempSync(join(tmpdir(), 'config-test-'))
afterAll(() => rmSync(directory, { recursive: true }))

function load(environment: Record<string, string> = {}, words: string[] = []): LoadedConfig {
  return loadConfig({ words, environment, directory })
}

function accepted(environment: Record<string, string> = {}, words: string[] = []): Config {
  const loaded = load(environment, words)
  if (loaded.kind !== 'config') throw new Error(JSON.stringify(loaded))
  return loaded.config
}

function problems(environment: Record<string, string>, words: string[] = []): string[] {
  const loaded = load(environment, words)
  return loaded.kind === 'refused' ? loaded.problems : []
}

function file(name: string, content: string): string {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}

describe('defaults', () => {
  test('an empty environment gives the documented defaults', () => {
    const config = accepted()
    expect(config).toMatchObject({
      demo: false,
      dataDir: join(directory, 'data'),
      logLevel: 'info',
      http: { host: '127.0.0.1', port: 8080, publicUrl: undefined, tls: undefined, trustedProxies: [] },
      database: { url: undefined, requireDurability: true },
      gateway: { frame: { maxBytes: 65_536, maxFragments: 256, maxDepth: 32 }, rate: { perSecond: 20, burst: 60 } },
      retention: { frameDays: 30, meterDays: 0 },
    })
  })

  test('an empty value counts as not set', () => {
    expect(accepted({ PORT: '' }).http.port).toBe(8080)
  })

  test('the demo has a data directory of its own unless one is given', () => {
    expect(accepted({}, ['--demo'])).toMatchObject({ demo: true, dataDir: join(directory, 'data-demo') })
    expect(accepted({ DATA_DIR: '/somewhere' }, ['--demo']).dataDir).toBe('/somewhere')
  })
})

describe('sources', () => {
  test('the environment ranks above the file, the file above the default', () => {
    const path = file(
      'ranks.json',
      JSON.stringify({ PORT: 9000, COMPRESSION: false, ALLOWED_ORIGINS: ['https://a.example'] }),
    )
    const config = accepted({ PORT: '9001' }, ['--config', path])
    expect(config.http).toMatchObject({ port: 9001, allowedOrigins: ['https://a.example'] })
    expect(config.gateway.compression).toBe(false)
  })

  test('the file may also be named by STATIONMASTER_CONFIG, and --config wins over it', () => {
    const one = file('one.json', '{"PORT": 1001}')
    const two = file('two.json', '{"PORT": 1002}')
    expect(accepted({ STATIONMASTER_CONFIG: one }).http.port).toBe(1001)
    expect(accepted({ STATIONMASTER_CONFIG: one }, [`--config=${two}`]).http.port).toBe(1002)
  })

  test('an unknown key of the file is refused with the nearest known name', () => {
    const path = file('typo.json', '{"PROT": 9000}')
    expect(problems({}, ['--config', path])).toEqual([`${path}: there is no setting PROT; did you mean PORT?`])
  })

  test.each([
    ['{"PORT":', 'is not JSON'],
    ['[1]', 'must hold one JSON object'],
    ['{"PORT": {"a": 1}}', 'PORT must be a text, a number, true or false, or a list of texts'],
  ])('a file with %s is refused', (content, rule) => {
    expect(problems({}, ['--config', file('bad.json', content)]).join()).toContain(rule)
  })

  test('a file that was asked for must exist', () => {
    expect(problems({}, ['--config', '/absent/settings.json'])).toEqual([
      'The configuration file /absent/settings.json cannot be read.',
    ])
  })

  test('a secret comes from the file that NAME_FILE names', () => {
    const path = file('key', 'a-key-of-some-length\n')
    expect(accepted({ BOOTSTRAP_API_KEY_FILE: path }).bootstrapApiKey?.reveal()).toBe('a-key-of-some-length')
  })

  test('a secret file that cannot be read is refused by name', () => {
    expect(problems({ DATABASE_URL_FILE: '/absent/url' }).join()).toMatch(/^DATABASE_URL_FILE points at a file/)
  })
})

describe('rules', () => {
  test.each([
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535; it is "65536" (from environment).'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535; it is "80.5" (from environment).'],
    [{ MODE: 'prod' }, 'MODE must be one of production, development; it is "prod" (from environment).'],
    [{ COMPRESSION: 'maybe' }, 'COMPRESSION must be on or off; it is "maybe" (from environment).'],
    [{ TLS_CERT_FILE: 'a.pem' }, 'TLS_CERT_FILE and TLS_KEY_FILE must be set together, or neither.'],
    [{ STATION_RATE_BURST: '5' }, 'STATION_RATE_BURST must be at least STATION_RATE_PER_SECOND.'],
    [
      { STATION_MAX_FRAME_BYTES: '1048576' },
      'STATION_QUEUE_BYTES must be at least STATION_MAX_FRAME_BYTES, so that the largest message fits.',
    ],
  ])('%j is refused with a sentence', (environment, sentence) => {
    expect(problems(environment)).toEqual([sentence])
  })

  test.each(['https://user@a.example', 'https://a.example/path', 'ftp://a.example', 'a.example'])(
    'PUBLIC_URL %s is refused',
    (url) => {
      expect(problems({ PUBLIC_URL: url })).toHaveLength(1)
    },
  )

  test.each(['10.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1,127.0.0.1'])('TRUSTED_PROXIES %s is accepted', (networks) => {
    expect(accepted({ TRUSTED_PROXIES: networks }).http.trustedProxies).toEqual(networks.split(','))
  })

  test.each(['10.0.0.0/33', '10.0.0', 'proxy.example', '::1/129', '10.0.0.0/8/8'])(
    'TRUSTED_PROXIES %s is refused',
    (networks) => {
      expect(problems({ TRUSTED_PROXIES: networks })).toHaveLength(1)
    },
  )

  test('all problems are reported at once', () => {
    expect(problems({ PORT: 'x', MODE: 'y' })).toHaveLength(2)
  })

  test('a refused secret is not repeated in the message', () => {
    const sentence = problems({ BOOTSTRAP_API_KEY: 'hunter2' }).join()
    expect(sentence).toContain('BOOTSTRAP_API_KEY must be at least 16 characters long')
    expect(sentence).not.toContain('hunter2')
  })
})

test('a configuration shows no secret when it is printed', () => {
  const config = accepted({ BOOTSTRAP_API_KEY: 'open-sesame-open-sesame', DATABASE_URL: 'postgresql://u:sesame@h/d' })
  for (const printed of [JSON.stringify(config), inspect(config, { depth: 9 }), String(config.bootstrapApiKey)]) {
    expect(printed).not.toContain('sesame')
  }
})

describe('command line', () => {
  test('--help names every setting', () => {
    const loaded = load({}, ['--help'])
    const text = loaded.kind === 'help' ? loaded.text : ''
    expect(settingNames.filter((name) => !text.includes(`  ${name} `))).toEqual([])
  })

  test('--owner-link asks for a link instead of a server', () => {
    expect([load({}, ['--owner-link']), load()]).toMatchObject([{ ownerLink: true }, { ownerLink: false }])
  })

  test('an unknown option is refused with the nearest one', () => {
    expect(problems({}, ['--hepl'])).toEqual(['There is no option --hepl; did you mean --help? --help lists all.'])
    expect(problems({}, ['--config'])).toEqual(['--config needs the path of a configuration file behind it.'])
  })
})
