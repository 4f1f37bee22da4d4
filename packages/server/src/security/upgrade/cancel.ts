import { type Actor, nameOf, recordAudit } from '../../accounts/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { ProcedureParts } from '../ports.ts'
import { callOff } from './call-off.ts'
import { rollbackCommand } from './plan.ts'
import { endUpgrade, markRollingBack, takeUpgrade } from './store.ts'

/**
 * Calls an upgrade off, whatever step it is at: what was not sent is not sent any more, and what the station may have
 * taken is put back. Throws `upgradeTooFar` when it has ended, or when nothing could be put back.
 */
export async function cancelUpgrade({ database, commands, clock }: ProcedureParts, actor: Actor, upgradeId: string) {
  const nowMs = clock.nowMs()
  const detail = `Called off by ${nameOf(actor)}.`
  await database.transaction(async (tx) => {
    const upgrade = await takeUpgrade(tx, upgradeId)
    if (upgrade === undefined) throw new Refusal('upgradeTooFar', { detail: 'The upgrade has ended.' })
    const { tenantId, commandId, version, plan, facts, identity } = upgrade
    const isUnsent = commandId !== null && (await commands.withdraw(tx, { tenantId, commandId, detail, nowMs }))
    const way = callOff(facts, { isUnsent, hasWayBack: rollbackCommand(version, plan) !== undefined })
    // The transaction takes the withdrawal back with it.
    if (way.kind === 'tooFar') throw new Refusal('upgradeTooFar', { detail: way.detail })
    if (way.kind === 'cancel') await endUpgrade(tx, upgradeId, { state: 'cancelled', detail, nowMs })
    else await markRollingBack(tx, upgradeId, { detail, nowMs })
    const deed = { action: 'station.securityUpgradeCancelled', object: identity, detail: { upgradeId } }
    await recordAudit(tx, actor, { atMs: nowMs, ...deed })
  })
}
