import type { MessageLimits, StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'

/** The components of 2.x that say how much a station takes in one message of a kind (part 2, appendix: DeviceDataCtrlr). */
const LIMITED: Readonly<Partial<Record<StationCommand['kind'], readonly [component: string, instance: string]>>> = {
  getVariables: ['devicedatactrlr', 'getvariables'],
  setVariables: ['devicedatactrlr', 'setvariables'],
  getReport: ['devicedatactrlr', 'getreport'],
  setVariableMonitoring: ['monitoringctrlr', 'setvariablemonitoring'],
  clearVariableMonitoring: ['monitoringctrlr', 'clearvariablemonitoring'],
}

/** What a station has said that it takes in one message of a command; undefined when it has not, or need not. */
export async function messageLimitsOf(
  db: Db,
  stationKey: number,
  kind: StationCommand['kind'],
): Promise<MessageLimits | undefined> {
  const [component, instance] = kind === 'getConfiguration' ? ['', ''] : (LIMITED[kind] ?? [])
  if (component === undefined || instance === undefined) return undefined
  const { rows } = await sql<{ variable: string; instance: string; value: string }>`
    select lower(variable) as variable, lower(variable_instance) as instance, value from device_variables
    where station_id = ${stationKey} and lower(component) = ${component} and attribute = 'Actual'
      and lower(variable) in ('itemspermessage', 'bytespermessage', 'getconfigurationmaxkeys')
      and lower(variable_instance) in (${instance}, '') and value is not null`.execute(db)
  // A limit for this message is nearer than one for all.
  const limitNamed = (variable: string) => {
    const named = rows.filter((row) => row.variable === variable)
    const row = named.find((one) => one.instance === instance) ?? named[0]
    const value = Number(row?.value)
    return Number.isInteger(value) && value > 0 ? value : undefined
  }
  const items = limitNamed(component === '' ? 'getconfigurationmaxkeys' : 'itemspermessage')
  const bytes = component === '' ? undefined : limitNamed('bytespermessage')
  if (items === undefined && bytes === undefined) return undefined
  return { ...(items !== undefined && { items }), ...(bytes !== undefined && { bytes }) }
}
