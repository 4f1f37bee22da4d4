import { sql } from 'kysely'
import type { OcppVersion, TemplateConditions } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { isFor, switchTemplate } from '../desired-state/index.ts'
import type { Changed, ChangeOrder } from './change-stations.ts'

interface StationRow {
  readonly station_id: number
  readonly identity: string
  readonly version: OcppVersion | null
  readonly vendor: string | null
  readonly model: string | null
  readonly firmware_version: string | null
  readonly site_id: string | null
}

const MOST_NAMED = 10_000

/**
 * Adds stations to those that a template names. One that the template's other conditions shut out is left out, because
 * naming it would change nothing.
 */
export async function widenTemplate(tx: Tx, order: ChangeOrder, templateId: string): Promise<Changed> {
  const { tenantId } = order
  const { rows: templates } = await sql<{ name: string; enabled: boolean; conditions: TemplateConditions }>`
    select name, enabled, conditions from configuration_templates
    where tenant_id = ${tenantId} and template_id = ${templateId} for update`.execute(tx)
  const [template] = templates
  if (template === undefined) throw new Refusal('templateNotFound')
  const { conditions } = template
  const { stationIds: named, ...others } = conditions
  const stations = await readStations(tx, order)
  const leftOut = stations.flatMap((station) => {
    const why = reasonAgainst(others, station)
    return why === undefined ? [] : [{ stationId: station.identity, ...why }]
  })
  const shutOut = new Set(leftOut.map(({ stationId }) => stationId))
  const known = new Set(named?.map((identity) => identity.toLowerCase()))
  const added = stations.filter(
    ({ identity }) => named !== undefined && !shutOut.has(identity) && !known.has(identity.toLowerCase()),
  )
  if (added.length > 0) {
    const stationIds = [...(named ?? []), ...added.map(({ identity }) => identity)]
    if (stationIds.length > MOST_NAMED) {
      throw new Refusal('invalidInput', {
        errors: [{ field: 'change.templateId', rule: `can name at most ${MOST_NAMED} stations` }],
      })
    }
    await switchTemplate(tx, { tenantId, templateId, nowMs: order.nowMs }, { conditions: { ...others, stationIds } })
  }
  return { changed: new Set(added.map(({ station_id }) => station_id)), leftOut }
}

async function readStations(tx: Tx, { tenantId, stationKeys }: ChangeOrder): Promise<readonly StationRow[]> {
  const { rows } = await sql<StationRow>`
    select station_id, identity, ocpp_version as version, vendor, model, firmware_version, site_id from stations
    where tenant_id = ${tenantId} and station_id = any(${[...stationKeys]}::int[])
    order by identity_folded`.execute(tx)
  return rows
}

function reasonAgainst(conditions: TemplateConditions, row: StationRow) {
  const { version, firmware_version: firmwareVersion, site_id: siteId, ...rest } = row
  // What has never connected may turn out to be what the template is for.
  if (version === null) return undefined
  if (isFor(conditions, { ...rest, version, firmwareVersion, siteId })) return undefined
  return { code: 'otherConditions', detail: "The template's other conditions do not hold for it." }
}
