import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DIALECTS } from './dialects/dialects.ts'
import type { CallFrame } from './framing/frame.ts'
import { parseFrame } from './framing/parse-frame.ts'
import type { OcppVersion } from './vocabulary/dialect.ts'

interface Fixture {
  readonly title: string
  readonly version: OcppVersion
  readonly text: string
}

function fixtures<Expected>(name: string): readonly (Fixture & Expected)[] {
  const text = readFileSync(new URL(`../../../fixtures/ocpp/${name}`, import.meta.url), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Fixture & Expected)
}

function callOf({ version, text }: Fixture): CallFrame {
  const frame = parseFrame(version, text)
  if (frame.kind !== 'call') throw new Error(`not a call: ${text}`)
  return frame
}

describe('fixtures/ocpp/frames.jsonl', () => {
  it.each(fixtures<{ expect: object }>('frames.jsonl'))('$version $title', (fixture) => {
    expect(parseFrame(fixture.version, fixture.text)).toMatchObject(fixture.expect)
  })
})

describe('fixtures/ocpp/calls.jsonl', () => {
  it.each(fixtures<{ event: string; notes: string[] }>('calls.jsonl'))('$version $title', (fixture) => {
    const { action, payload } = callOf(fixture)
    const dialect = DIALECTS[fixture.version]
    expect(dialect.decodeCall(action, payload)).toMatchObject({
      ok: true,
      event: { kind: fixture.event },
      notes: fixture.notes,
    })
    expect(dialect.decodeCall(action, payload, { strict: true }).ok).toBe(fixture.notes.length === 0)
  })
})

describe('fixtures/ocpp/refused.jsonl', () => {
  it.each(fixtures<{ code: string }>('refused.jsonl'))('$version $title', (fixture) => {
    const { action, payload } = callOf(fixture)
    expect(DIALECTS[fixture.version].decodeCall(action, payload)).toMatchObject({ ok: false, code: fixture.code })
  })
})
