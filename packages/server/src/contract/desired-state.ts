import { z } from 'zod'
import { place } from './device-model.ts'
import { label, OcppVersion, PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

const name = z.string().min(1).max(50)
const value = z.string().max(2500)
const bound = z.number().min(-1_000_000_000_000).max(1_000_000_000_000)

/** What is wanted of a place: this value, or with min or max any number between, and this value when it is outside. */
const wanted = {
  /** Passwords and keys are kept sealed and never shown; left out when a template is changed, the old one stays. */
  value: value.optional(),
  min: bound.optional(),
  max: bound.optional(),
}

/** One value of a template: a neutral setting for every version, or a key of 1.6, or a variable of 2.x. */
export const TemplateEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('setting'), setting: name, ...wanted }),
  z.strictObject({ kind: z.literal('key'), key: name, ...wanted }),
  z.strictObject({
    kind: z.literal('variable'),
    component: name,
    componentInstance: z.string().max(50).optional(),
    evseId: z.int().min(1).max(999).optional(),
    connectorId: z.int().min(1).max(99).optional(),
    variable: name,
    variableInstance: z.string().max(50).optional(),
    attribute: z.enum(['Actual', 'Target', 'MinSet', 'MaxSet']).optional(),
    ...wanted,
  }),
])
export type TemplateEntry = z.infer<typeof TemplateEntry>

const texts = z.array(z.string().min(1).max(100)).min(1).max(100).optional()

/** Which stations a template is for: each condition that is given must hold. Texts without case; `abc*` is a beginning. */
export const TemplateConditions = z.strictObject({
  ocppVersions: z.array(OcppVersion).min(1).max(3).optional(),
  vendors: texts,
  models: texts,
  firmwares: texts,
  siteIds: z.array(Uuid).min(1).max(1000).optional(),
  stationIds: z.array(StationIdentity).min(1).max(10_000).optional(),
})
export type TemplateConditions = z.infer<typeof TemplateConditions>

export const TemplateInput = z.strictObject({
  name: label(100),
  description: label(500).nullable().default(null),
  enabled: z.boolean().default(true),
  /** Of two templates that want different things the higher one wins. */
  priority: z.int().min(-1000).max(1000).default(0),
  conditions: TemplateConditions.default({}),
  entries: z.array(TemplateEntry).min(1).max(500),
})
export type TemplateInput = z.infer<typeof TemplateInput>

const shownEntry = { isSecret: z.boolean() }
export const ConfigurationTemplate = TemplateInput.omit({ entries: true }).extend({
  id: Uuid,
  /** Comes with the program; it can be switched off and limited to stations, and no more. */
  builtIn: z.boolean(),
  entries: z.array(
    z.discriminatedUnion('kind', [
      TemplateEntry.options[0].extend(shownEntry),
      TemplateEntry.options[1].extend(shownEntry),
      TemplateEntry.options[2].extend(shownEntry),
    ]),
  ),
  version: z.int(),
  changedAt: Timestamp,
  /** How the stations stand for which some value of it counts, as last compared. */
  stations: z.strictObject({ compared: z.int(), deviating: z.int() }),
})
export type ConfigurationTemplate = z.infer<typeof ConfigurationTemplate>
export const ConfigurationTemplateList = z.strictObject({ items: z.array(ConfigurationTemplate) })

/** Switches a template on or off, or says for whom it is; the one change the built-in one allows. */
export const TemplatePatch = z.strictObject({
  enabled: z.boolean().optional(),
  conditions: TemplateConditions.optional(),
})

/** A setting that templates can name once for all versions. */
export const NeutralSettingInfo = z.strictObject({
  setting: z.string(),
  key: z.string().nullable(),
  component: z.string().nullable(),
  variable: z.string().nullable(),
  variableInstance: z.string().nullable(),
})
export const NeutralSettingList = z.strictObject({ items: z.array(NeutralSettingInfo) })

/** How one wanted value stands. */
export const DriftState = z.enum(['inLine', 'drifted', 'applying', 'rejected', 'rebootRequired'])
export type DriftState = z.infer<typeof DriftState>

export const DesiredValue = z.strictObject({
  ...place,
  attribute: z.string(),
  /** Null for what is secret. */
  wanted: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  actual: z.string().nullable(),
  state: DriftState,
  /** The station's word, or the rule that the value breaks. */
  reason: z.string().nullable(),
  attempts: z.int(),
  /** Not tried again before this, unless the station's firmware or the template changes. */
  nextTryAt: Timestamp.nullable(),
  templateId: Uuid,
  changedAt: Timestamp,
})
export type DesiredValue = z.infer<typeof DesiredValue>

/** A whole station: notChecked until it has been compared once; otherwise its worst value. */
export const StationDriftState = z.enum([...DriftState.options, 'notChecked'])
export type StationDriftState = z.infer<typeof StationDriftState>

export const DesiredConfiguration = z.strictObject({
  stationId: StationIdentity,
  state: StationDriftState,
  checkedAt: Timestamp.nullable(),
  /** It is being compared, or will be as soon as the station lets. */
  isUnderWay: z.boolean(),
  /** Why the last check came to nothing. */
  problem: z.string().nullable(),
  nextTryAt: Timestamp.nullable(),
  items: z.array(DesiredValue),
})
export type DesiredConfiguration = z.infer<typeof DesiredConfiguration>

export const DriftQuery = PageQuery.extend({ state: StationDriftState.optional(), templateId: Uuid.optional() })
export const DriftedStation = z.strictObject({
  stationId: StationIdentity,
  state: StationDriftState,
  values: z.strictObject({
    inLine: z.int(),
    drifted: z.int(),
    applying: z.int(),
    rejected: z.int(),
    rebootRequired: z.int(),
  }),
  checkedAt: Timestamp.nullable(),
  problem: z.string().nullable(),
})
export type DriftedStation = z.infer<typeof DriftedStation>
export const DriftPage = pageOf(DriftedStation)

export const DriftValueQuery = PageQuery.extend({
  /** Longer than that of other lists: it holds the whole place of a value. */
  cursor: z.string().max(2000).optional(),
  /** Left out: all that are not in line. */
  state: DriftState.optional(),
  templateId: Uuid.optional(),
  /** Words of the station, the place or the reason. */
  search: z.string().max(100).optional(),
})
export const DriftedValue = DesiredValue.omit({ attempts: true }).extend({ stationId: StationIdentity })
export type DriftedValue = z.infer<typeof DriftedValue>
export const DriftValuePage = pageOf(DriftedValue)
