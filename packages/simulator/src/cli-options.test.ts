import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { helpText, parseCli } from './cli-options.ts'
import { FAULTS } from './station/faults.ts'
import { eventually, startTestCsms } from './testing/test-csms.ts'

const run = (...args: string[]) => {
  const request = parseCli(args)
  if (request.kind !== 'run') throw new Error(JSON.stringify(request))
  return request.options
}
const refusal = (...args: string[]) => {
  const request = parseCli(args)
  return request.kind === 'refused' ? request.reason : request.kind
}

test('defaults, and every kind of flag', () => {
  expect(run()).toMatchObject({ stations: 10, version: '1.6', speed: 1, json: false, faults: {}, durationS: undefined })
  expect(
    run(
      '--stations',
      '200',
      '--version=mixed',
      '--fault',
      'offline=0.5',
      '--fault',
      'misspelt=1',
      '--set',
      'A=b=c',
      '--json',
    ),
  ).toMatchObject({
    stations: 200,
    version: 'mixed',
    faults: { offline: 0.5, misspelt: 1 },
    settings: { A: 'b=c' },
    json: true,
  })
})

test.each([
  [['--stations', '0'], '--stations: "0" is not a whole number from 1 to 100000'],
  [['--stations', '2', '--stations', '3'], '--stations: given more than once'],
  [['--version', '1.5'], '--version: "1.5" is not one of 1.6, 2.0.1, 2.1, mixed'],
  [['--url', 'http://x'], '--url: "http://x" is not a ws:// or wss:// URL'],
  [['--identity-prefix', 'a/b'], '--identity-prefix: up to 42 letters'],
  [['--power', '11,x'], '--power: "11,x" is not a list of powers'],
  [['--fault', 'gremlins=1'], '--fault: "gremlins" is not one of'],
  [['--fault', 'misspelt=2'], '--fault: rate "2" of misspelt'],
  [['--time-zone', 'Mars/North'], '--time-zone: "Mars/North" is not a known zone'],
  [['--set', 'nothing'], '--set: "nothing" is not NAME=VALUE'],
  [['--nonsense'], "Unknown option '--nonsense'"],
  [['stray'], "Unexpected argument 'stray'"],
])('%j is refused by name', (args, reason) => {
  expect(refusal(...args)).toContain(reason)
})

test('help names every fault and stands above all else', () => {
  for (const name of Object.keys(FAULTS)) expect(helpText()).toContain(name)
  expect(parseCli(['--help', '--stations', '3'])).toEqual({ kind: 'help' })
})

test('the command connects a fleet, and ends cleanly with a summary on SIGINT', async () => {
  const csms = await startTestCsms()
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
  const args = ['--url', csms.url, '--stations', '3', '--version', 'mixed', '--ramp', '0', '--json']
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (data) => {
    output += String(data)
  })
  const exit = new Promise((resolve) => child.once('exit', resolve))
  await eventually('three boots', () => csms.of('BootNotification').length === 3)
  child.kill('SIGINT')
  expect(await exit).toBe(0)
  expect(JSON.parse(output)).toMatchObject({ stations: 3, connects: 3, dropped: 0 })
  await csms.close()
})
