import { type ChargingCommand, foldIdToken, type ProfileCriteria, updateSchedule } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { type InboxReader, onAnswer, onReport } from '../../stations/inbox/index.ts'
import { changeProfiles } from './profile-store.ts'
import { findAskingCommand, keepPart, type ReportPart, takeParts } from './report-parts.ts'
import {
  acceptProfile,
  applyReport,
  changeProfile,
  dropProfiles,
  type ProfileReport,
  type ReportedProfile,
} from './stored-profile.ts'

type CommandOf<K extends ChargingCommand['kind']> = Extract<ChargingCommand, { readonly kind: K }>

/** Ids are 32 bit (2.x part 2, primitive datatypes); a station that says more means nothing we could find again. */
const MOST_INT32 = 2_147_483_648

/** Keep the charging profiles of stations: what they accept from us, and what they report. */
export const PROFILE_READERS: readonly InboxReader[] = [
  onAnswer('setChargingProfile', async (tx, { entry, ...item }) => {
    const { command, answer, commandId } = entry
    if (answer.outcome !== 'accepted') return
    const { evseId, chargingProfile: profile } = command
    const accepted = { evseId, profile, atMs: item.receivedAtMs, by: commandId }
    await changeProfiles(tx, item, (stored) => acceptProfile(stored, accepted))
  }),
  onAnswer('startTransaction', async (tx, { entry, ...item }) => {
    const { command, answer, commandId } = entry
    const { chargingProfile, remoteStartId, idToken, evse } = command
    if (answer.outcome !== 'accepted' || chargingProfile === undefined) return
    const { transactionId } = answer
    const accepted = {
      evseId: evse?.evseId ?? 0,
      // A station with a vehicle that has waited may know the transaction already.
      profile: { ...chargingProfile, ...(transactionId !== undefined && { transactionId }) },
      atMs: item.receivedAtMs,
      by: commandId,
      start: { remoteStartId, idToken: foldIdToken(idToken.value) },
    }
    await changeProfiles(tx, item, (stored) => acceptProfile(stored, accepted))
  }),
  onAnswer('clearChargingProfile', async (tx, { entry, ...item }) => {
    const { command, answer } = entry
    // Unknown says that nothing of the kind is there, which is what was wanted.
    if (answer.outcome !== 'accepted' && answer.status !== 'Unknown') return
    await changeProfiles(tx, item, (stored) => dropProfiles(stored, clearedBy(command)))
  }),
  onAnswer('updateDynamicSchedule', async (tx, { entry, ...item }) => {
    if (entry.answer.outcome !== 'accepted') return
    const { chargingProfileId, scheduleUpdate } = entry.command
    await changeProfiles(tx, item, (stored) =>
      changeProfile(stored, chargingProfileId, (one) => updateSchedule(one, scheduleUpdate, item.receivedAtMs)),
    )
  }),
  onAnswer('getChargingProfiles', async (tx, { entry, ...item }) => {
    const { command, answer, commandId } = entry
    if (answer.status !== 'NoProfiles') return
    const report = { criteria: askedFor(command), profiles: [], atMs: item.receivedAtMs, by: commandId }
    await changeProfiles(tx, item, (stored) => applyReport(stored, report))
  }),
  onReport('chargingProfiles', async (tx, { entry, ...item }) => {
    const { evseId, source, requestId } = entry
    const part: ReportPart = { ...item, kind: 'chargingProfiles', requestId }
    const profiles = entry.profiles
      .filter(({ id }) => Math.abs(id) < MOST_INT32)
      .map((profile): ReportedProfile => ({ evseId, source, profile }))
    if (entry.more) return keepPart(tx, part, profiles)
    const before = await takeParts<readonly ReportedProfile[]>(tx, part)
    const report = await completeReport(tx, part, [...before.flat(), ...profiles])
    await changeProfiles(tx, item, (stored) => applyReport(stored, report))
  }),
  onAnswer('usePriorityCharging', async (tx, { entry, ...item }) => {
    if (entry.answer.outcome !== 'accepted') return
    const { transactionId, activate: active } = entry.command
    await keepPriority(tx, { ...item, transactionId, active })
  }),
  onReport('priorityCharging', async (tx, { entry, ...item }) => {
    const { transactionId, activated: active } = entry
    await keepPriority(tx, { ...item, transactionId, active })
  }),
]

function clearedBy(command: CommandOf<'clearChargingProfile'>): ProfileCriteria {
  const { kind: _, chargingProfileId, ...criteria } = command
  return chargingProfileId === undefined ? criteria : { ...criteria, ids: [chargingProfileId] }
}

function askedFor(command: CommandOf<'getChargingProfiles'>): NonNullable<ProfileReport['criteria']> {
  const { evseId, purpose, stackLevel, chargingProfileIds: ids, limitSources: sources } = command
  return {
    ...(evseId !== undefined && { evseId }),
    ...(purpose !== undefined && { purpose }),
    ...(stackLevel !== undefined && { stackLevel }),
    ...(ids !== undefined && { ids }),
    ...(sources !== undefined && { sources }),
  }
}

async function completeReport(tx: Tx, part: ReportPart, profiles: readonly ReportedProfile[]): Promise<ProfileReport> {
  const asking = await findAskingCommand<CommandOf<'getChargingProfiles'>>(tx, part, 'getChargingProfiles')
  const report = { profiles, atMs: part.receivedAtMs }
  if (asking === undefined) return { ...report, criteria: undefined }
  return { ...report, criteria: askedFor(asking.command), by: asking.commandId }
}

interface Priority extends Omit<ReportPart, 'kind' | 'requestId'> {
  readonly transactionId: string
  readonly active: boolean
}

async function keepPriority(tx: Tx, priority: Priority): Promise<void> {
  const { tenantId, stationKey, transactionId, active, receivedAtMs } = priority
  await sql`
    delete from priority_charging p using sessions s
    where p.station_id = ${stationKey} and s.station_id = p.station_id and s.transaction_id = p.transaction_id
      and s.state = 'ended'`.execute(tx)
  await sql`
    insert into priority_charging (tenant_id, station_id, transaction_id, active, changed_at)
    select ${tenantId}::smallint, ${stationKey}::integer, ${transactionId}::text, ${active}::boolean,
      ${new Date(receivedAtMs)}::timestamptz
    where exists (
      select from sessions
      where station_id = ${stationKey} and transaction_id = ${transactionId} and state = 'active')
    on conflict (station_id, transaction_id) do update set
      active = excluded.active, changed_at = excluded.changed_at`.execute(tx)
}
