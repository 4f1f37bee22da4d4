import { driverReferences } from '../../access/index.ts'
import { listTokens } from '../../access/queries.ts'
import type { Actor } from '../../accounts/index.ts'
import { decodeCursor, NewestCursor } from '../../api/cursor.ts'
import { EXPORT_FILTERS, type ExportKind, type GrantedPermission, type SessionSummary } from '../../contract/index.ts'
import { listSites, SiteCursor } from '../../energy/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { listSessions, sessionCursor } from '../../sessions/queries.ts'
import { listStations, stationCursor } from '../../stations/queries.ts'
import type { Row } from '../column.ts'
import { maskedTail } from '../mask.ts'
import { SITE_COLUMNS } from './sites.ts'
import { readStationRecords, STATION_COLUMNS } from './stations.ts'
import { TOKEN_COLUMNS } from './tokens.ts'

/** A page of an export, and where the next begins. */
export interface ExportedPage {
  readonly rows: readonly Row[]
  readonly nextCursor?: string | undefined
}

export interface ExportedKind {
  readonly permission: GrantedPermission
  /** Columns in their order; those of masked files. */
  columns(masked: boolean): readonly string[]
  page(db: Db, actor: Pick<Actor, 'tenantId'>, ask: ExportAsk): Promise<ExportedPage>
}

export interface ExportAsk {
  readonly filter: Readonly<Record<string, string>>
  readonly cursor: string | undefined
  readonly masked: boolean
}

const PER_PAGE = 500
const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name)

const STATION_FACTS = ['condition', 'ocppVersion', 'vendor', 'model', 'firmwareVersion', 'lastSeenAt'] as const

const stations: ExportedKind = {
  permission: 'stations.read',
  columns: () => [...names(STATION_COLUMNS), ...STATION_FACTS],
  async page(db, actor, { filter, cursor }) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, stationCursor('id'))
    const asked = { ...EXPORT_FILTERS.stations.parse(filter), sort: 'id', limit: PER_PAGE, after } as const
    const { items, nextCursor } = await listStations(db, actor.tenantId, asked)
    const records = await readStationRecords(
      db,
      actor,
      items.map(({ id }) => id),
    )
    const rows = items.map((item) => ({
      ...records.get(item.id.toLowerCase()),
      ...Object.fromEntries(STATION_FACTS.map((name) => [name, item[name]])),
    }))
    return { rows, nextCursor }
  },
}

const sites: ExportedKind = {
  permission: 'sites.read',
  columns: () => [...names(SITE_COLUMNS), 'stationCount'],
  async page(db, actor, { filter, cursor }) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, SiteCursor)
    const asked = { ...EXPORT_FILTERS.sites.parse(filter), limit: PER_PAGE, after }
    const { items, nextCursor } = await listSites(db, actor.tenantId, asked)
    return { rows: items.map((site) => shown(site)), nextCursor }
  },
}

const tokens: ExportedKind = {
  permission: 'tokens.read',
  columns: (masked) => [masked ? 'maskedValue' : 'value', ...names(TOKEN_COLUMNS).slice(1), 'createdAt'],
  async page(db, actor, { filter, cursor, masked }) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, NewestCursor)
    const asked = { ...EXPORT_FILTERS.tokens.parse(filter), limit: PER_PAGE, after, seesDrivers: !masked }
    const { items, nextCursor } = await listTokens(db, actor.tenantId, asked)
    const owners = items.flatMap(({ driver }) => driver?.id ?? [])
    const references = await driverReferences(db, actor.tenantId, owners)
    const rows = items.map(({ driver, ...token }) => {
      const named = { ...token, driver: driver === null ? null : (references.get(driver.id) ?? null) }
      return masked ? maskedToken(named) : shown(named)
    })
    return { rows, nextCursor }
  },
}

function maskedToken({ value, label, groupValue, driver, ...token }: MaskedParts): Row {
  return {
    ...shown(token),
    maskedValue: maskedTail(value),
    label: label === null ? null : maskedTail(label),
    groupValue: groupValue === null ? null : maskedTail(groupValue),
    driver: driver === null ? null : maskedTail(driver),
  }
}

interface MaskedParts {
  readonly value: string
  readonly label: string | null
  readonly groupValue: string | null
  readonly driver: string | null
}

const SESSION_FIELDS = [
  ...['id', 'stationId', 'siteName', 'evseId', 'connectorId', 'transactionId', 'state', 'idToken', 'tokenLabel'],
  ...['startedAt', 'endedAt', 'energyWh', 'maxPowerW', 'stoppedReason', 'offline', 'confidence', 'flags'],
  ...['review', 'reviewReason', 'reviewedAt', 'correctedEnergyWh', 'correctedStartedAt', 'correctedEndedAt'],
] as const

const sessions: ExportedKind = {
  permission: 'sessions.read',
  columns: () => SESSION_FIELDS,
  async page(db, actor, { filter, cursor, masked }) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, sessionCursor('-startedAt'))
    const asked = { ...EXPORT_FILTERS.sessions.parse(filter), sort: '-startedAt', limit: PER_PAGE, after } as const
    const { items, nextCursor } = await listSessions(db, actor.tenantId, asked)
    const rows = items.map((session): Row => {
      const { idToken, tokenLabel, flags } = session
      const hide = (text: string | null) => (text === null || !masked ? text : maskedTail(text))
      const row = { ...session, idToken: hide(idToken), tokenLabel: hide(tokenLabel) }
      return { ...shown(row), flags: flags.map(({ code }) => code), ...reviewed(session) }
    })
    return { rows, nextCursor }
  },
}

/** What somebody has decided, beside what was measured. */
function reviewed({ review }: SessionSummary): Row {
  const correction = review?.correction
  return {
    review: review?.state ?? null,
    reviewReason: review?.reason ?? null,
    reviewedAt: review?.decidedAt ?? null,
    correctedEnergyWh: correction?.energyWh ?? null,
    correctedStartedAt: correction?.startedAt ?? null,
    correctedEndedAt: correction?.endedAt ?? null,
  }
}

/** A thing of the contract as a row: it is JSON already. */
function shown(item: object): Row {
  const row: Row = JSON.parse(JSON.stringify(item))
  return row
}

export const exportedKinds: Readonly<Record<ExportKind, ExportedKind>> = { stations, sites, tokens, sessions }
