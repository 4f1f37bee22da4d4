import { PassThrough } from 'node:stream'
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

/** What the readable form of lines looks like, with all its text in one. */
async function readably(log: (logger: ReturnType<typeof createLogger>) => void): Promise<string> {
  const destination = new PassThrough({ encoding: 'utf8' })
  const logger = createLogger({ level: 'info', readable: true, destination })
  log(logger)
  logger.info('The end')
  let text = ''
  for await (const chunk of destination) {
    text += chunk
    if (text.includes('The end')) break
  }
  return text
}

const HOSTILE = [
  '\u001b[2J\u001b]0;title\u0007',
  '\u009b31m',
  '\u202eevil\u202c',
  '\u2066x\u2069',
  'a\u2028b\u0085c',
  '\r\n[10:00:00.000] INFO: owner signed in',
]

test.each(HOSTILE)('%j neither commands a terminal nor forges a line, in either form', async (text) => {
  const log = (logger: ReturnType<typeof createLogger>) =>
    logger.warn({ vendor: text, deep: { [text]: [text] }, err: new Error(text) }, 'Boot')
  const [line = '', ...others] = written(log)
  expect(others).toEqual([])
  expect(line.trimEnd()).not.toMatch(/\p{C}/u)
  expect(JSON.parse(line)).toMatchObject({ vendor: text, err: { message: text } })
  const readable = await readably(log)
  expect(readable).not.toMatch(/[^\P{C}\n]/u)
  const lines = readable.split('\n').filter((one) => /^\S/.test(one))
  expect(lines).toEqual([expect.stringContaining('WARN: Boot'), expect.stringContaining('INFO: The end')])
})
