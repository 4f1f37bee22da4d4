import type { Driver, DriverInput } from '@stationmaster/server/contract'

/** Fields as they stand in the form: all text. */
export type DriverForm = Readonly<Record<'name' | 'email' | 'phone' | 'language' | 'notes', string>>

export function driverForm(driver: Driver | null): DriverForm {
  return {
    name: driver?.name ?? '',
    email: driver?.email ?? '',
    phone: driver?.phone ?? '',
    language: driver?.language ?? '',
    notes: driver?.notes ?? '',
  }
}

/** What the form says, for the server; an empty field empties what was there. */
export function driverInput(form: DriverForm): DriverInput {
  const word = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name: form.name.trim(),
    email: word(form.email),
    phone: word(form.phone),
    language: word(form.language),
    notes: word(form.notes),
  }
}

/** Languages that drivers are likely to read. */
export const DRIVER_LANGUAGES = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'it', 'ja', 'ko', 'lt'],
  ...['lv', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'tr', 'uk', 'zh'],
] as const
