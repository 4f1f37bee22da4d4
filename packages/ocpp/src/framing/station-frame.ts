import type { OcppVersion } from '../vocabulary/dialect.ts'
import type { Frame, JsonObject, MalformedFrame } from './frame.ts'
import { parseFrame } from './parse-frame.ts'

/** Found in the text of a frame that may hold what is not shown, as it is or escaped; most frames stop here. */
const SUSPECT =
  /[\u007f-\u009f\p{Bidi_Control}]|\\(?:[bf]|u(?:00[0189]|007[fF]|061[cC]|20(?:0[eEfF]|2[a-eA-E]|6[6-9])))/u
/**
 * Controls that command a terminal or forge a line of it, and those that turn a text around. Tab and line ends stay:
 * certificates and free data have them. U+0000 is left to those who keep it from storage.
 */
const NOT_SHOWN = /[^\P{Cc}\0\t\n\r]|\p{Bidi_Control}/gu
const REPLACEMENT = '\u{fffd}'

/**
 * Reads a frame of a station. What it says is what screens, mails, logs and files may show: without controls. Its id
 * stays as it came, because the answer repeats it, and so does the text of the frame, which the recorder keeps.
 */
export function parseStationFrame(version: OcppVersion, text: string): Frame | MalformedFrame {
  const frame = parseFrame(version, text)
  return SUSPECT.test(text) ? shownFrame(frame) : frame
}

function shownFrame(frame: Frame | MalformedFrame): Frame | MalformedFrame {
  switch (frame.kind) {
    case 'call':
    case 'send':
      return { ...frame, action: shownText(frame.action), payload: shownObject(frame.payload) }
    case 'callResult':
      return { ...frame, payload: shownObject(frame.payload) }
    case 'callError':
    case 'callResultError': {
      const { code, description, details } = frame
      const said = { code: shownText(code), description: shownText(description), details: shownObject(details) }
      return { ...frame, ...said }
    }
    case 'malformed':
      return { ...frame, reason: shownText(frame.reason) }
  }
}

function shownObject(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [shownText(key), shownValue(value)]))
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value)
  if (Array.isArray(value)) return value.map(shownValue)
  return typeof value === 'object' && value !== null ? shownObject({ ...value }) : value
}

function shownText(text: string): string {
  return text.replace(NOT_SHOWN, REPLACEMENT)
}
