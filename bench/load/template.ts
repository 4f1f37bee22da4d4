import { clientFrame } from '../rig/websocket-frame.ts'

/** What changes from one transmission of a template to the next, with the width it has in the frame. */
const SLOT_WIDTHS = { id: 12, at: 24, wh: 10, tx: 11, key: 12, seq: 4, station: 6 } as const
type SlotName = keyof typeof SLOT_WIDTHS

export interface SlotValues {
  readonly messageNumber: number
  readonly atMs: number
  readonly registerWh: number
  readonly transaction: number
  readonly seqNo: number
  readonly stationNumber: number
}

interface Slot {
  readonly name: SlotName
  readonly offset: number
}

/**
 * A call as text with slots in it, laid out once as a frame. `{{id}}`, `{{station}}`, `{{key}}` (the transaction in
 * a string) and `{{at}}` stand inside quotes, `{{wh}}`, `{{tx}}` and `{{seq}}` are numbers.
 */
export interface Template {
  readonly frame: Buffer
  readonly slots: readonly Slot[]
}

const SLOT = /\{\{(\w+)\}\}/

/** Lays out a template. Numbers are padded with blanks on the left, which JSON allows around numbers. */
export function parseTemplate(text: string): Template {
  const slots: Slot[] = []
  let payload = text
  for (let match = SLOT.exec(payload); match !== null; match = SLOT.exec(payload)) {
    const name = match[1] ?? ''
    if (!isSlotName(name)) throw new Error(`template: {{${name}}} is not a slot`)
    slots.push({ name, offset: match.index })
    payload =
      payload.slice(0, match.index) + ' '.repeat(SLOT_WIDTHS[name]) + payload.slice(match.index + match[0].length)
  }
  const frame = clientFrame(payload)
  const headBytes = frame.length - Buffer.byteLength(payload)
  return { frame, slots: slots.map(({ name, offset }) => ({ name, offset: offset + headBytes })) }
}

function isSlotName(name: string): name is SlotName {
  return Object.hasOwn(SLOT_WIDTHS, name)
}

/** Writes the values into a copy of the template's frame. */
export function fillTemplate(template: Template, frame: Buffer, values: SlotValues): void {
  for (const slot of template.slots) {
    switch (slot.name) {
      case 'id':
        writeNumber(frame, slot, values.messageNumber, ZERO)
        break
      case 'key':
        writeNumber(frame, slot, values.transaction, ZERO)
        break
      case 'station':
        writeNumber(frame, slot, values.stationNumber, ZERO)
        break
      case 'at':
        frame.write(new Date(values.atMs).toISOString(), slot.offset, 'latin1')
        break
      case 'wh':
        writeNumber(frame, slot, values.registerWh, BLANK)
        break
      case 'tx':
        writeNumber(frame, slot, values.transaction, BLANK)
        break
      case 'seq':
        writeNumber(frame, slot, values.seqNo, BLANK)
        break
    }
  }
}

const BLANK = 32
const ZERO = 48

/** Decimal digits, right aligned; the padding fills the rest of the slot. */
function writeNumber(frame: Buffer, { name, offset }: Slot, value: number, padding: number): void {
  const last = offset + SLOT_WIDTHS[name] - 1
  let left = value
  for (let index = last; index >= offset; index -= 1) {
    frame[index] = left > 0 || index === last ? ZERO + (left % 10) : padding
    left = Math.floor(left / 10)
  }
}
