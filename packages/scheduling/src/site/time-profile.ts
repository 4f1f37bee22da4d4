/** From `fromMs` (epoch) on, until the next step, the quantity has this value. */
export interface ProfileStep {
  readonly fromMs: number
  readonly value: number
}

/** A quantity over time: constant, or steps in rising order. Before the first step the first value holds. */
export type Profile = number | readonly ProfileStep[]

/** The value of a profile at an instant; NaN for a profile without steps, which `checkSite` refuses. */
export function valueAt(profile: Profile, atMs: number): number {
  if (typeof profile === 'number') return profile
  let low = 0
  let high = profile.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((profile[middle]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle
    else high = middle - 1
  }
  return profile[low]?.value ?? Number.NaN
}

/** What is wrong with a profile of a quantity that cannot be negative; `undefined` when it is sound. */
export function faultOfProfile(profile: Profile): 'not-a-number' | 'negative' | 'empty' | 'unordered' | undefined {
  if (typeof profile === 'number') return faultOfValue(profile)
  if (profile.length === 0) return 'empty'
  let before = Number.NEGATIVE_INFINITY
  for (const { fromMs, value } of profile) {
    if (!Number.isFinite(fromMs)) return 'not-a-number'
    if (fromMs <= before) return 'unordered'
    before = fromMs
    const fault = faultOfValue(value)
    if (fault !== undefined) return fault
  }
  return undefined
}

function faultOfValue(value: number): 'not-a-number' | 'negative' | undefined {
  if (Number.isNaN(value)) return 'not-a-number'
  return value < 0 ? 'negative' : undefined
}
