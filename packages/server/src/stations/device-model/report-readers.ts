import type { CommandAnswer } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { type InboxReader, onAnswer, onReport } from '../inbox/index.ts'
import { findQuestion, notePart, noteQuestion, type ReportKey } from './report-store.ts'

/**
 * Join what comes in parts to the command that asked for it. Real device models end at a few thousand variables: of one that
 * is made up no more than `mostVariables` are kept.
 */
export function reportReaders({ mostVariables }: { readonly mostVariables: number }): readonly InboxReader[] {
  return [
    ...QUESTIONS,
    onReport('deviceReport', async (tx, { entry, ...item }) => {
      const key: ReportKey = { ...item, kind: 'variables', requestId: entry.requestId }
      await forgetExcessVariables(tx, item.stationKey, mostVariables)
      if (!(await notePart(tx, key, entry))) return
      const asked = await findQuestion(tx, key)
      // A full inventory names all there is: what it left out has gone (a new firmware, another module).
      if (asked?.kind !== 'getBaseReport' || asked.body['base'] !== 'FullInventory') return
      await sql`
      delete from device_variables
      where station_id = ${item.stationKey} and reported_at < ${asked.sentAt}`.execute(tx)
    }),
    onReport('customerInformation', async (tx, { entry, ...item }) => {
      const { seqNo, more, data: text } = entry
      await notePart(tx, { ...item, kind: 'customer', requestId: entry.requestId }, { seqNo, more, text })
    }),
  ]
}

/** What stations have promised a report to. */
const QUESTIONS: readonly InboxReader[] = [
  onAnswer('getBaseReport', async (tx, { entry, ...item }) => {
    const key: ReportKey = { ...item, kind: 'variables', requestId: entry.command.requestId }
    if (isFollowed(entry.answer)) await noteQuestion(tx, key, question(entry))
  }),
  onAnswer('getReport', async (tx, { entry, ...item }) => {
    const key: ReportKey = { ...item, kind: 'variables', requestId: entry.command.requestId }
    if (isFollowed(entry.answer)) await noteQuestion(tx, key, question(entry))
  }),
  onAnswer('getMonitoringReport', async (tx, { entry, ...item }) => {
    const key: ReportKey = { ...item, kind: 'monitors', requestId: entry.command.requestId }
    if (isFollowed(entry.answer)) await noteQuestion(tx, key, question(entry))
  }),
  // Without a report a single part that says "done" follows all the same (N10.FR.05).
  onAnswer('customerInformation', async (tx, { entry, ...item }) => {
    const key: ReportKey = { ...item, kind: 'customer', requestId: entry.command.requestId }
    if (isFollowed(entry.answer)) await noteQuestion(tx, key, question(entry))
  }),
]

/** Whether parts follow, or the station has said that there are none. */
function isFollowed({ outcome }: CommandAnswer): boolean {
  return outcome === 'accepted'
}

function question({ commandId, answer }: { readonly commandId: string; readonly answer: CommandAnswer }) {
  return { commandId, isEmpty: answer.status === 'EmptyResultSet' }
}

/** The oldest go. */
async function forgetExcessVariables(tx: Tx, stationKey: number, most: number): Promise<void> {
  await sql`
    delete from device_variables where station_id = ${stationKey}
      and (select count(*) from device_variables where station_id = ${stationKey}) > ${most}
      and ctid in (
        select ctid from device_variables where station_id = ${stationKey} order by reported_at desc offset ${most})`.execute(
    tx,
  )
}
