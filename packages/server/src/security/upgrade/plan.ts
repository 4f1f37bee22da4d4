import type { OcppVersion, StationCommand } from '@stationmaster/ocpp'
import type { SecurityUpgradePlan } from '../../contract/index.ts'

/** A command of a plan, and where the procedure stands while it is under way. */
export interface PlannedStep {
  readonly state: 'prepared' | 'installed' | 'switching'
  readonly command: StationCommand
  /** Only when the command before it was answered RebootRequired. */
  readonly onlyAfterRebootRequired?: true
}

/** What a station is told, in order, to use a higher security profile (2.x A05 with B09; 1.6 security whitepaper A05). */
export function plannedSteps(version: OcppVersion, target: number, plan: SecurityUpgradePlan): readonly PlannedStep[] {
  return version === '1.6' ? steps16(target, plan) : steps2(version, target, plan)
}

/** What has a station connect the new way first; undefined where it does so by itself. */
export function forwardCommand(version: OcppVersion, plan: SecurityUpgradePlan): StationCommand | undefined {
  if (version === '1.6' || plan.currentSlot === undefined || plan.slot === undefined) return undefined
  return priority([plan.slot, plan.currentSlot])
}

/** What puts a station back to how it connected before; undefined where it does so by itself. */
export function rollbackCommand(version: OcppVersion, plan: SecurityUpgradePlan): StationCommand | undefined {
  if (version === '1.6' || plan.currentSlot === undefined || plan.slot === undefined) return undefined
  return priority([plan.currentSlot, plan.slot])
}

function steps16(
  target: number,
  { cpoName, additionalRootCertificateCheck: check }: SecurityUpgradePlan,
): PlannedStep[] {
  const prepared = (key: string, value: string): PlannedStep => ({ state: 'prepared', command: change(key, value) })
  return [
    ...(cpoName === undefined ? [] : [prepared('CpoName', cpoName)]),
    ...(check === undefined ? [] : [prepared('AdditionalRootCertificateCheck', String(check))]),
    { state: 'installed', command: change('SecurityProfile', String(target)) },
    { state: 'switching', command: { kind: 'reset', mode: 'onIdle' }, onlyAfterRebootRequired: true },
  ]
}

function change(key: string, value: string): StationCommand {
  return { kind: 'changeConfiguration', key, value }
}

function steps2(version: '2.0.1' | '2.1', target: number, plan: SecurityUpgradePlan): PlannedStep[] {
  const { slot = 1, currentSlot, url = '', interface: by = 'Wired0', messageTimeoutS = 30 } = plan
  const profile = { url, securityProfile: target, interface: by, messageTimeoutS, version }
  return [
    { state: 'prepared', command: { kind: 'setNetworkProfile', slot, profile } },
    { state: 'installed', command: priority(currentSlot === undefined ? [slot] : [slot, currentSlot]) },
    { state: 'switching', command: { kind: 'reset', mode: 'onIdle' } },
  ]
}

function priority(slots: readonly number[]): StationCommand {
  const variable = { component: 'OCPPCommCtrlr', variable: 'NetworkConfigurationPriority', value: slots.join(',') }
  return { kind: 'setVariables', variables: [variable] }
}
