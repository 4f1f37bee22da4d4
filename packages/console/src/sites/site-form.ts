import type { Site, SiteInput } from '@stationmaster/server/contract'
import type { z } from 'zod'

/** Fields as they stand in the form: all text. */
export interface SiteForm {
  readonly name: string
  readonly address: string
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
    city: site?.city ?? '',
    country: site?.country ?? '',
    latitude: number(site?.latitude),
    longitude: number(site?.longitude),
    timeZone: site?.timeZone ?? ownZone,
    gridLimitKw: site?.gridLimitW === null || site === null ? '' : String(site.gridLimitW / 1000),
  }
}

/** What the form says, for the server; an empty field is left out. */
export function siteInput(form: SiteForm): z.input<typeof SiteInput> {
  const word = <Key extends string>(key: Key, value: string) =>
    value.trim() === '' ? {} : ({ [key]: value.trim() } as { readonly [K in Key]?: string })
  const number = <Key extends string>(key: Key, value: string, factor = 1) =>
    value.trim() === '' ? {} : ({ [key]: readNumber(value) * factor } as { readonly [K in Key]?: number })
  return {
    name: form.name.trim(),
    timeZone: form.timeZone,
    ...word('address', form.address),
    ...word('city', form.city),
    ...word('country', form.country),
    ...number('latitude', form.latitude),
    ...number('longitude', form.longitude),
    ...number('gridLimitW', form.gridLimitKw, 1000),
  }
}

/** Accepts the decimal comma. */
function readNumber(text: string): number {
  return Number(text.trim().replace(',', '.'))
}
