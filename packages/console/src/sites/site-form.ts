import type { Site, SiteInput } from '@stationmaster/server/contract'
import type { z } from 'zod'

/** Fields as they stand in the form: all text. */
export interface SiteForm {
  readonly name: string
  readonly address: string
  readonly postalCode: string
  readonly city: string
  readonly country: string
  readonly latitude: string
  readonly longitude: string
  readonly timeZone: string
  readonly gridLimitKw: string
}

export function siteForm(site: Site | null, ownZone: string): SiteForm {
  const number = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
  return {
    name: site?.name ?? '',
    address: site?.address ?? '',
    postalCode: site?.postalCode ?? '',
    city: site?.city ?? '',
    country: site?.country ?? '',
    latitude: number(site?.latitude),
    longitude: number(site?.longitude),
    timeZone: site?.timeZone ?? ownZone,
    gridLimitKw: site?.gridLimitW === null || site === null ? '' : String(site.gridLimitW / 1000),
  }
}

/** What the form says, for the server; an empty field empties what was there. */
export function siteInput(form: SiteForm): z.input<typeof SiteInput> {
  const word = (value: string) => (value.trim() === '' ? null : value.trim())
  const number = (value: string, factor = 1) => (value.trim() === '' ? null : readNumber(value) * factor)
  return {
    name: form.name.trim(),
    timeZone: form.timeZone,
    address: word(form.address),
    postalCode: word(form.postalCode),
    city: word(form.city),
    country: word(form.country),
    latitude: number(form.latitude),
    longitude: number(form.longitude),
    gridLimitW: number(form.gridLimitKw, 1000),
  }
}

/** Accepts the decimal comma. */
function readNumber(text: string): number {
  return Number(text.trim().replace(',', '.'))
}
