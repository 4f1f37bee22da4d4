import { sql } from 'kysely'
import { generatePassword, hashSecret, hashUnder } from '../../gateway/credentials.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { Random } from '../../platform/random/index.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import { type InboxReader, onAnswer } from '../../stations/inbox/index.ts'
import type { ProcedureParts } from '../ports.ts'
import { nextRotationStep } from './next-step.ts'
import {
  addCandidate,
  endRotation,
  markRebooting,
  markTold,
  type OpenRotation,
  promoteCandidate,
  takeRotation,
} from './store.ts'

/** How often rotations are looked at. */
export const ROTATION_STEP_MS = 1000
const ROTATIONS_AT_ONCE = 200
const PLAIN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'
const PLAIN_LENGTH = 20

/** Takes every open rotation a step further. */
export async function advanceRotations(parts: ProcedureParts): Promise<void> {
  const { database, clock } = parts
  const { rows } = await sql<{ rotation_id: string }>`
    select rotation_id from password_rotations
    where ended_at is null and (state <> 'waiting' or start_at <= ${new Date(clock.nowMs())})
    order by updated_at limit ${ROTATIONS_AT_ONCE}`.execute(database.kysely)
  for (const { rotation_id: rotationId } of rows) {
    await database.transaction(async (tx) => {
      const rotation = await takeRotation(tx, { rotationId })
      if (rotation !== undefined) await advance(parts, tx, rotation)
    })
  }
}

/** An answer ends the wait at once: with a yes the old password is dead (2.x A01.FR.03). */
export function rotationReader(parts: ProcedureParts): InboxReader {
  return onAnswer('setStationPassword', async (tx, { stationKey }) => {
    const rotation = await takeRotation(tx, { stationKey })
    if (rotation !== undefined) await advance(parts, tx, rotation)
  })
}

async function advance(parts: ProcedureParts, tx: Tx, rotation: OpenRotation): Promise<void> {
  const { rotationId, stationKey } = rotation
  const nowMs = parts.clock.nowMs()
  const step = nextRotationStep(rotation.facts, nowMs)
  switch (step.kind) {
    case 'wait':
      if (step.told) await markTold(tx, rotationId, nowMs)
      return
    case 'tell':
      return tell(parts, tx, rotation)
    case 'promote':
      await promoteCandidate(tx, rotationId, nowMs)
      tx.afterCommit(() => parts.disconnect(stationKey))
      return
    case 'reboot':
      await markRebooting(tx, rotationId, nowMs)
      return send(parts, tx, rotation, { kind: 'reset', mode: 'onIdle' })
    case 'reconnect':
      tx.afterCommit(() => parts.disconnect(stationKey))
      return
    case 'fail':
      return endRotation(tx, rotationId, { state: 'failed', detail: step.detail, nowMs })
  }
}

/** Both passwords are accepted before the new one leaves. */
async function tell(parts: ProcedureParts, tx: Tx, rotation: OpenRotation): Promise<void> {
  const { random, clock } = parts
  const password = rotation.takesPlainKey ? plainPassword(random) : generatePassword(random)
  const salt = rotation.nextSalt ?? hashSecret('', random).salt
  const hash = hashUnder(salt, Buffer.from(password))
  const commandId = newCommandId(parts.ids)
  await addCandidate(tx, rotation.rotationId, { salt, hash, commandId, nowMs: clock.nowMs() })
  await send(parts, tx, rotation, { kind: 'setStationPassword', password }, commandId)
}

async function send(
  parts: ProcedureParts,
  tx: Tx,
  { tenantId, stationKey, reason, facts }: OpenRotation,
  command: Parameters<ProcedureParts['commands']['store']>[1]['command'],
  commandId = newCommandId(parts.ids),
): Promise<void> {
  const nowMs = parts.clock.nowMs()
  await parts.commands.store(tx, {
    ...{ tenantId, stationKey, commandId, command, nowMs },
    reason: reason ?? 'The password of the station is being replaced.',
    deadlineAtMs: Math.max(facts.expiresAtMs, nowMs + 60_000),
  })
  tx.afterCommit(async () => void (await parts.commands.route({ stationKey, commandId })))
}

/** For stations that take a key of at most 20 characters as it is: 116 random bits. */
function plainPassword(random: Random): string {
  const letters = PLAIN_LETTERS.length
  return Array.from({ length: PLAIN_LENGTH }, () => PLAIN_LETTERS[letterIndex(random, letters)]).join('')
}

/** Without favour for any letter. */
function letterIndex(random: Random, letters: number): number {
  const fair = 256 - (256 % letters)
  for (;;) {
    const [byte = fair] = random.bytes(1)
    if (byte < fair) return byte % letters
  }
}
