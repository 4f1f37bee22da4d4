import type { QuirkProfile } from '../../contract/index.ts'

/** What a station says it is. */
export interface Make {
  readonly vendor: string | null
  readonly model: string | null
  readonly firmwareVersion: string | null
}

/** Whether a profile is for stations of this make: every pattern it has must fit, and it must have one. */
export function fits(
  { vendor, model, firmware }: Pick<QuirkProfile, 'vendor' | 'model' | 'firmware'>,
  make: Make,
): boolean {
  const pairs = [
    [vendor, make.vendor],
    [model, make.model],
    [firmware, make.firmwareVersion],
  ] as const
  const patterns = pairs.filter(([pattern]) => pattern !== null)
  return patterns.length > 0 && patterns.every(([pattern, value]) => matches(pattern ?? '', value ?? ''))
}

/** `*` stands for any text; without case. Linear in the lengths, whatever the texts: both are a stranger's. */
export function matches(pattern: string, value: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const text = value.toLowerCase()
  if (rest.length === 0) return text === first
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}
