import { expect, test } from 'vitest'
import { createLogger } from './index.ts'

function written(log: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = []
  log(createLogger({ level: 'info', readable: false, destination: { write: (line) => void lines.push(line) } }))
  return lines
}

test('a line is one JSON object with the subsystem, the fields and the sentence', () => {
  const [line = ''] = written((logger) => logger.child({ subsystem: 'gateway' }).info({ station: 'CS-1' }, 'Connected'))
  expect(JSON.parse(line)).toMatchObject({ level: 30, subsystem: 'gateway', station: 'CS-1', msg: 'Connected' })
})

test('lines under the level are not written', () => {
  expect(written((logger) => logger.debug('too small'))).toEqual([])
})

test('secrets are blanked at the top and below', () => {
  const [line = ''] = written((logger) =>
    logger.info({
      password: 'sesame',
      request: { headers: { authorization: 'Basic sesame', cookie: 'sesame' } },
      station: { AuthorizationKey: 'sesame' },
    }),
  )
  expect(line).not.toContain('sesame')
  expect(line.match(/\[secret\]/g)).toHaveLength(4)
})

test('hostile text cannot start a line of its own', () => {
  const lines = written((logger) => logger.info({ vendor: '\r\n{"level":30,"msg":"owner signed in"}' }, 'Boot'))
  expect(lines).toHaveLength(1)
  expect(lines[0]!.trimEnd()).not.toContain('\n')
})
