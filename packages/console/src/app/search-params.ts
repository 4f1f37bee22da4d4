/** Reads values out of an address: what does not fit is dropped, so that an old or mistyped link still opens. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const LONGEST = 100

export type SearchInput = Readonly<Record<string, unknown>>

/** Numbers count as text: the router reads `?search=12` as one. */
export function textParam(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined
}

export function choiceParam<Choice extends string | number>(
  choices: readonly Choice[],
  value: unknown,
): Choice | undefined {
  return choices.find((choice) => choice === value || String(choice) === String(value))
}

export function uuidParam(value: unknown): string | undefined {
  return typeof value === 'string' && UUID.test(value) ? value : undefined
}

/** A day of a calendar, as fields for days write it. */
export function dayParam(value: unknown): string | undefined {
  const text = textParam(value)
  return text !== undefined && /^2\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}
