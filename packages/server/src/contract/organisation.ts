import { z } from 'zod'
import { contrastWithWhite } from './contrast.ts'
import { label, Timestamp, TimeZone } from './primitives.ts'

/** Languages of the console. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'ar'] as const
export const ConsoleLanguage = z.enum(LANGUAGES)
export type ConsoleLanguage = z.infer<typeof ConsoleLanguage>

/** WCAG 2.2, 1.4.3: white words stand on buttons of this colour. */
export const LEAST_CONTRAST = 4.5
export const MOST_LOGO_BYTES = 48 * 1024
const PNG_PREFIX = 'data:image/png;base64,'
/** Base64 writes three bytes as four characters. */
const MOST_LOGO_CHARACTERS = PNG_PREFIX.length + Math.ceil(MOST_LOGO_BYTES / 3) * 4

const AccentColour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, { error: 'must be a colour such as #1d5fd1', abort: true })
  .refine((colour) => contrastWithWhite(colour) >= LEAST_CONTRAST, 'must be darker: white words on it cannot be read')

/** Only PNG: its bytes are pixels, while an SVG is a document that may do things. The server looks at the bytes. */
const Logo = z
  .string()
  .max(MOST_LOGO_CHARACTERS, `must be a PNG of at most ${MOST_LOGO_BYTES / 1024} KiB`)
  .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, 'must be a PNG')

const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a code of ISO 4217 such as EUR')
  .refine(isCurrency, 'is no currency of ISO 4217')

/** How an organisation presents itself; the sign-in page shows it too. */
export const Brand = z.strictObject({
  name: z.string(),
  accent: AccentColour.nullable(),
  /** A data: address. */
  logo: z.string().nullable(),
})
export type Brand = z.infer<typeof Brand>

/** What an organisation reckons and speaks with. */
export const Organisation = Brand.extend({
  /** What it calls itself; null: `name` is that of the tenant. */
  ownName: z.string().nullable(),
  /** Of new people, and of whoever has chosen none. Null: that of each browser. */
  defaultLanguage: ConsoleLanguage.nullable(),
  /** Languages that are offered. */
  languages: z.array(ConsoleLanguage),
  currency: Currency,
  /** Null: that of each browser; what is counted by the day goes by UTC. */
  timeZone: z.string().nullable(),
  distanceUnit: z.enum(['km', 'mi']),
  /** What a kWh is taken to bring in, as a decimal: estimates of loss go by it. */
  assumedPricePerKwh: z.string(),
})
export type Organisation = z.infer<typeof Organisation>

export const OrganisationPatch = z
  .strictObject({
    /** Empty: the tenant's own name. */
    name: label(60).nullable(),
    accent: AccentColour.nullable(),
    logo: Logo.nullable(),
    defaultLanguage: ConsoleLanguage.nullable(),
    languages: z.array(ConsoleLanguage).min(1, 'must offer at least one language').max(LANGUAGES.length),
    currency: Currency,
    timeZone: TimeZone.nullable(),
    distanceUnit: z.enum(['km', 'mi']),
    assumedPricePerKwh: z.string().regex(/^\d{1,5}(\.\d{1,4})?$/, 'must be an amount such as 0.45'),
  })
  .partial()
export type OrganisationPatch = z.infer<typeof OrganisationPatch>

/** What is stored, and how much room it takes. */
export const Storage = z.strictObject({
  /** Of the whole database, other tenants included. */
  databaseBytes: z.int(),
  files: z.int(),
  filesBytes: z.int(),
  stations: z.int(),
  /** `embedded`: PostgreSQL runs with the program and keeps its data under its directory. */
  database: z.enum(['embedded', 'external']),
  /** Most that the files of a tenant may take. */
  quotaBytes: z.int(),
  /** Where data and files lie on the server; null for those who do not run it. */
  directory: z.string().nullable(),
})
export type Storage = z.infer<typeof Storage>

export const MailServer = z.strictObject({
  /** Host and port; null: none is set, and mails wait in the outbox. */
  server: z.string().nullable(),
  from: z.string(),
  waiting: z.int(),
  failed: z.int(),
  lastSentAt: Timestamp.nullable(),
  lastError: z.string().nullable(),
})
export type MailServer = z.infer<typeof MailServer>

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code)
}
