import type { CommandAnswer } from '@stationmaster/ocpp'
import type { Clock } from '../../platform/clock/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { StationKey } from '../../stations/ids.ts'
import { type InboxReader, onAnswer } from '../../stations/inbox/index.ts'
import { applied } from './next-update.ts'
import {
  forget,
  keepList,
  readAttempts,
  readContents,
  readVersion,
  setFailed,
  setVersion,
  writeContents,
} from './store.ts'
import { type ListServices, retryAfterMs, sendNext } from './synchronise.ts'

/** Keeps what stations have on their lists, as they answer; a list that is not there yet is sent more at once. */
export function localListReaders(services: Omit<ListServices, 'database'>): readonly InboxReader[] {
  return [
    onAnswer('sendLocalList', async (tx, { tenantId, stationKey, entry: { command, answer } }) => {
      await keepList(tx, { tenantId, stationKey })
      if (answer.outcome !== 'accepted') {
        await refused(tx, { stationKey, answer, clock: services.clock })
        return
      }
      const known = command.update === 'full' ? null : await readContents(tx, stationKey)
      await writeContents(tx, stationKey, applied(known, command))
      await setVersion(tx, stationKey, command.listVersion)
      await sendNext(tx, services, stationKey)
    }),
    onAnswer('getLocalListVersion', async (tx, { tenantId, stationKey, entry: { answer } }) => {
      const said = versionIn(answer)
      if (said === undefined) return
      await keepList(tx, { tenantId, stationKey })
      // Another list than ours: somebody else has sent one, or the station has lost it.
      if (said !== (await readVersion(tx, stationKey))) await forget(tx, stationKey)
    }),
  ]
}

async function refused(
  tx: Tx,
  { stationKey, answer, clock }: { stationKey: StationKey; answer: CommandAnswer; clock: Clock },
): Promise<void> {
  const attempts = await readAttempts(tx, stationKey)
  await forget(tx, stationKey)
  const detail = answer.reason === undefined ? answer.status : `${answer.status}: ${answer.reason}`
  // D01.FR.18, 1.6 §7.38: after a mismatch the whole list goes again, at once the first time.
  const isMismatch = answer.status === 'VersionMismatch' && attempts === 0
  await setFailed(tx, {
    ...{ stationKey, detail },
    state: answer.status === 'NotSupported' ? 'notSupported' : 'failed',
    nextTryAtMs: clock.nowMs() + (isMismatch ? 0 : retryAfterMs(attempts)),
  })
}

/** 1.6 listVersion (-1: lists are not supported, §5.10), 2.x versionNumber (0: there is no list). */
function versionIn({ data }: CommandAnswer): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { listVersion, versionNumber }: { listVersion?: unknown; versionNumber?: unknown } = data
  const version = listVersion ?? versionNumber
  return typeof version === 'number' ? version : undefined
}
