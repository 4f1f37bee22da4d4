import type { StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import type { CommandId } from '../../stations/ids.ts'
import type { ProcedureParts } from '../ports.ts'
import { nextUpgradeStep, type UpgradeFacts } from './next-step.ts'
import { forwardCommand, rollbackCommand } from './plan.ts'
import { endUpgrade, markSwitching, type OpenUpgrade, recordStep, requireProfile, takeUpgrade } from './store.ts'

/** How often upgrades are looked at. */
export const UPGRADE_STEP_MS = 1000
const UPGRADES_AT_ONCE = 200

/** Takes every open upgrade a step further. */
export async function advanceUpgrades(parts: ProcedureParts): Promise<void> {
  const { rows } = await sql<{ upgrade_id: string }>`
    select upgrade_id from security_upgrades where ended_at is null order by updated_at
    limit ${UPGRADES_AT_ONCE}`.execute(parts.database.kysely)
  for (const { upgrade_id: upgradeId } of rows) {
    await parts.database.transaction(async (tx) => {
      const upgrade = await takeUpgrade(tx, upgradeId)
      if (upgrade !== undefined) await advance(parts, tx, upgrade)
    })
  }
}

async function advance(parts: ProcedureParts, tx: Tx, upgrade: OpenUpgrade): Promise<void> {
  const { upgradeId, facts } = upgrade
  const nowMs = parts.clock.nowMs()
  const step = nextUpgradeStep(facts, nowMs)
  switch (step.kind) {
    case 'wait':
      return
    case 'send':
      return sendPlanned(parts, tx, upgrade, step.step)
    case 'switch':
      return markSwitching(tx, upgradeId, nowMs)
    case 'reconnect':
      tx.afterCommit(() => parts.disconnect(upgrade.stationKey))
      return
    case 'confirm':
      await requireProfile(tx, upgrade, nowMs)
      await keepForward(parts, tx, upgrade)
      return endUpgrade(tx, upgradeId, {
        state: 'confirmed',
        detail: 'The station connects with the new profile.',
        nowMs,
      })
    case 'rollBack':
      return rollBack(parts, tx, upgrade, step.detail)
    case 'rolledBack':
      return endUpgrade(tx, upgradeId, { state: 'rolledBack', detail: null, nowMs })
    case 'fail':
      return endUpgrade(tx, upgradeId, { state: 'failed', detail: step.detail, nowMs })
  }
}

async function sendPlanned(parts: ProcedureParts, tx: Tx, upgrade: OpenUpgrade, step: number): Promise<void> {
  const { facts } = upgrade
  const planned = facts.steps[step]
  if (planned === undefined) throw new Error('an upgrade has no such step')
  const attempts = facts.command !== undefined && facts.step === step ? facts.attempts + 1 : 1
  await send(parts, tx, upgrade, planned.command, { state: planned.state, step, attempts, detail: null })
}

/** Tells the station to go on as before; one that does so by itself is only noted. */
async function rollBack(parts: ProcedureParts, tx: Tx, upgrade: OpenUpgrade, detail: string): Promise<void> {
  const { facts, upgradeId, version, plan } = upgrade
  const command = rollbackCommand(version, plan)
  if (command === undefined) {
    return endUpgrade(tx, upgradeId, { state: 'rolledBack', detail, nowMs: parts.clock.nowMs() })
  }
  const attempts = facts.state === 'rollingBack' ? facts.attempts + 1 : 1
  await send(parts, tx, upgrade, command, {
    ...{ state: 'rollingBack', step: facts.step, attempts },
    detail: facts.state === 'rollingBack' ? null : detail,
  })
}

/**
 * A station that was on its way back has come in by the new way all the same, and is refused by the old one from now on:
 * what it may have heard of the way back is undone.
 */
async function keepForward(parts: ProcedureParts, tx: Tx, upgrade: OpenUpgrade): Promise<void> {
  const { tenantId, commandId, facts, version, plan } = upgrade
  const command = forwardCommand(version, plan)
  if (facts.state !== 'rollingBack' || commandId === null || command === undefined) return
  const detail = 'The station connects with the new profile.'
  const withdrawal = { tenantId, commandId, detail, nowMs: parts.clock.nowMs() }
  if (!(await parts.commands.withdraw(tx, withdrawal))) await store(parts, tx, upgrade, command)
}

interface Sent {
  readonly state: UpgradeFacts['state']
  readonly step: number
  readonly attempts: number
  readonly detail: string | null
}

async function send(parts: ProcedureParts, tx: Tx, upgrade: OpenUpgrade, command: StationCommand, sent: Sent) {
  const commandId = await store(parts, tx, upgrade, command)
  await recordStep(tx, upgrade.upgradeId, { ...sent, commandId, nowMs: parts.clock.nowMs() })
}

/** Queues a command of an upgrade, and has it sent after the commit. */
async function store(parts: ProcedureParts, tx: Tx, upgrade: OpenUpgrade, command: StationCommand): Promise<CommandId> {
  const { tenantId, stationKey, facts, reason } = upgrade
  const nowMs = parts.clock.nowMs()
  const commandId = newCommandId(parts.ids)
  await parts.commands.store(tx, {
    ...{ tenantId, stationKey, commandId, command, nowMs },
    reason: reason ?? `The station is brought to security profile ${facts.target}.`,
    deadlineAtMs: Math.max(facts.expiresAtMs, nowMs + 60_000),
  })
  tx.afterCommit(async () => void (await parts.commands.route({ stationKey, commandId })))
  return commandId
}
