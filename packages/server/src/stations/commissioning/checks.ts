import { type Check, type Evidence, failed, passed, unanswered, type Verdict, warned } from './check.ts'
import { FAIL_SAFE_CHECKS } from './fail-safe-checks.ts'
import { SETTING_CHECKS } from './setting-checks.ts'

const PROBE_VENDOR = 'org.example.probe'
const NO_SUCH_NAME = 'NoSuchNameOnAnyStation'
const CLOCK_GOOD_MS = 10_000
const CLOCK_BAD_MS = 300_000
const ENOUGH_ATTEMPTS = 10

const identity: Check = {
  id: 'identity',
  ask: () => null,
  judge: ({ vendor, model, serialNumber, firmwareVersion }) => {
    const missing = Object.entries({ vendor, model, serialNumber, firmwareVersion }).flatMap(([name, value]) =>
      value === null || value === '' ? [name] : [],
    )
    return missing.length === 0 ? passed('identityComplete') : warned('identityIncomplete', { missing })
  },
}

const clock: Check = {
  id: 'clock',
  // Its answer sets the station's clock.
  ask: () => ({ kind: 'triggerMessage', message: 'Heartbeat' }),
  judge: ({ clockOffsetMs }) => {
    const data = { offsetMs: clockOffsetMs }
    if (Math.abs(clockOffsetMs) <= CLOCK_GOOD_MS) return passed('clockRight', data)
    return Math.abs(clockOffsetMs) <= CLOCK_BAD_MS ? warned('clockOff', data) : failed('clockWrong', data)
  },
}

const trigger: Check = {
  id: 'trigger',
  awaitsMore: true,
  ask: ({ version }) => ({
    kind: 'triggerMessage',
    message: 'StatusNotification',
    ...(version !== '1.6' && { evse: { evseId: 1, connectorId: 1 } }),
  }),
  judge: (evidence) => {
    const silence = unanswered(evidence)
    if (silence !== undefined) return silence
    if (evidence.command?.state === 'rejected') return warned('triggerRefused', { status: evidence.command.status })
    return (evidence.since.get('StatusNotification') ?? 0) > 0 ? passed('triggerObeyed') : failed('triggerIgnored')
  },
}

const configuration: Check = {
  id: 'configuration',
  awaitsMore: true,
  ask: ({ version }) =>
    version === '1.6'
      ? { kind: 'getConfiguration' }
      : { kind: 'getBaseReport', requestId: 1_900_000_000, base: 'FullInventory' },
  judge: (evidence) => {
    const count = evidence.variables.size
    if (count > 0) return passed('configurationRead', { count })
    return unanswered(evidence) ?? failed('configurationEmpty')
  },
}

const measurands: Check = {
  id: 'measurands',
  ask: () => null,
  judge: ({ variables, version }) => {
    const sampled = variables.get(
      version === '1.6' ? '.MeterValuesSampledData' : 'SampledDataCtrlr.TxUpdatedMeasurands',
    )
    if (sampled === undefined) return warned('measurandsUnknown')
    const list = sampled.split(',').map((one) => one.trim())
    const missing = ['Energy.Active.Import.Register', 'Power.Active.Import'].filter((one) => !list.includes(one))
    if (missing.includes('Energy.Active.Import.Register')) return failed('energyNotSampled', { sampled: list })
    return missing.length === 0
      ? passed('measurandsComplete', { sampled: list })
      : warned('measurandsMissing', { missing })
  },
}

const protection: Check = {
  id: 'protection',
  ask: () => null,
  judge: ({ variables, version }) => {
    const name = version === '1.6' ? '.TransactionMessageAttempts' : 'OCPPCommCtrlr.MessageAttempts'
    const attempts = Number(variables.get(name))
    if (Number.isNaN(attempts)) return warned('attemptsUnknown')
    const data = { attempts, wanted: ENOUGH_ATTEMPTS }
    return attempts >= ENOUGH_ATTEMPTS ? passed('attemptsEnough', data) : warned('attemptsFew', data)
  },
}

/** Odd, but legal: a vendor it cannot know (1.6 §4.3, 2.x P01.FR.05). */
const oddTransfer: Check = {
  id: 'oddTransfer',
  ask: () => ({ kind: 'dataTransfer', vendorId: PROBE_VENDOR }),
  judge: (evidence) => {
    const { command } = evidence
    if (command?.state === 'failed') return passed('transferNotTaken', { error: command.status })
    const silence = unanswered(evidence)
    if (silence !== undefined) return silence
    return command?.status === 'Accepted' ? warned('transferTakenBlindly') : passed('transferRefused')
  },
}

/** Odd, but legal: a name it cannot have (1.6 §5.8 unknownKey, 2.x B06.FR.06). */
const oddName: Check = {
  id: 'oddName',
  ask: ({ version }) =>
    version === '1.6'
      ? { kind: 'getConfiguration', keys: [NO_SUCH_NAME] }
      : { kind: 'getVariables', variables: [{ component: NO_SUCH_NAME, variable: NO_SUCH_NAME }] },
  judge: (evidence) => unanswered(evidence) ?? judgeOddName(evidence),
}

function judgeOddName({ command }: Evidence): Verdict {
  const [answered] = command?.answer?.variables ?? []
  return answered?.status.startsWith('Unknown') === true ? passed('unknownNameSaid') : warned('unknownNameHidden')
}

const smartCharging: Check = {
  id: 'smartCharging',
  ask: () => ({ kind: 'getCompositeSchedule', evseId: 1, durationS: 3600 }),
  judge: (evidence) => {
    const { variables, version, command } = evidence
    const silence = unanswered(evidence)
    if (silence !== undefined) return silence
    if (command?.state === 'rejected') return warned('noCompositeSchedule', { status: command.status })
    const of = (key: string, variable: string) =>
      variables.get(version === '1.6' ? `.${key}` : `SmartChargingCtrlr.${variable}`)
    return passed('smartCharging', {
      stackLevels: of('ChargeProfileMaxStackLevel', 'ProfileStackLevel') ?? null,
      units: of('ChargingScheduleAllowedChargingRateUnit', 'RateUnit') ?? null,
      periods: of('ChargingScheduleMaxPeriods', 'PeriodsPerSchedule') ?? null,
    })
  },
}

const localList: Check = {
  id: 'localList',
  ask: () => ({ kind: 'getLocalListVersion' }),
  judge: (evidence) => unanswered(evidence) ?? passed('localListThere', { status: evidence.command?.status ?? null }),
}

/** What a new station is asked, in order: what later ones read, earlier ones have fetched. */
export const CHECKS: readonly Check[] = [
  identity,
  configuration,
  clock,
  trigger,
  measurands,
  SETTING_CHECKS.measurandsTaken,
  protection,
  oddTransfer,
  oddName,
  localList,
  smartCharging,
  SETTING_CHECKS.settings,
  ...FAIL_SAFE_CHECKS,
]

export function checkOf(id: string): Check | undefined {
  return CHECKS.find((check) => check.id === id)
}
