import { contrastWithWhite, LEAST_CONTRAST, type Organisation, OrganisationPatch } from '@stationmaster/server/contract'

/** What is typed about the organisation, as it is typed: half a colour too. Empty: left to the program. */
export interface OrganisationDraft {
  readonly name: string
  readonly accent: string
  readonly logo: string | null
  readonly languages: Organisation['languages']
  readonly defaultLanguage: Organisation['defaultLanguage']
  readonly currency: string
  readonly assumedPricePerKwh: string
  readonly timeZone: string
  readonly distanceUnit: Organisation['distanceUnit']
}
export type OrganisationField = keyof OrganisationDraft

export function draftOf({ ownName, accent, timeZone, ...rest }: Organisation): OrganisationDraft {
  const { logo, languages, defaultLanguage, currency, assumedPricePerKwh, distanceUnit } = rest
  return {
    name: ownName ?? '',
    accent: accent ?? '',
    timeZone: timeZone ?? '',
    ...{ logo, languages, defaultLanguage, currency, assumedPricePerKwh, distanceUnit },
  }
}

/** What has been changed, in the words of the API. */
export function patchOf(draft: OrganisationDraft, saved: Organisation): OrganisationPatch {
  const now = wholeOf(draft)
  const before = wholeOf(draftOf(saved))
  const isChanged = (field: OrganisationField) => JSON.stringify(now[field]) !== JSON.stringify(before[field])
  return Object.fromEntries(fields.filter(isChanged).map((field) => [field, now[field]]))
}

/** The fields that the contract refuses, as the draft stands. */
export function wrongFields(draft: OrganisationDraft): ReadonlySet<string> {
  const parsed = OrganisationPatch.safeParse(wholeOf(draft))
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0] ?? '')))
  const { defaultLanguage, languages } = draft
  if (defaultLanguage !== null && !languages.includes(defaultLanguage)) wrong.add('defaultLanguage')
  return wrong
}

/** How white words stand on a colour; undefined while it is not whole. */
export function contrastOf(accent: string): { readonly ratio: number; readonly isEnough: boolean } | undefined {
  const colour = accent.trim().toLowerCase()
  if (!/^#[0-9a-f]{6}$/.test(colour)) return undefined
  const ratio = contrastWithWhite(colour)
  return { ratio, isEnough: ratio >= LEAST_CONTRAST }
}

function wholeOf(draft: OrganisationDraft): Required<OrganisationPatch> {
  return {
    ...draft,
    name: draft.name.trim() || null,
    accent: draft.accent.trim().toLowerCase() || null,
    currency: draft.currency.trim().toUpperCase(),
    // Half of Europe types commas.
    assumedPricePerKwh: draft.assumedPricePerKwh.trim().replace(',', '.'),
    timeZone: draft.timeZone || null,
  }
}

const fields: readonly OrganisationField[] = [
  ...(['name', 'accent', 'logo', 'languages', 'defaultLanguage'] as const),
  ...(['currency', 'assumedPricePerKwh', 'timeZone', 'distanceUnit'] as const),
]
