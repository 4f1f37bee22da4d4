import { placeKey } from '../desired-state/compile.ts'
import { type Check, type Evidence, passed, unanswered, warned } from './check.ts'
import { type KnownStation, measurandsToTry, proposeSettings } from './propose-settings.ts'

const LIMITING: ReadonlySet<string> = new Set(['clipped', 'narrowed', 'refused', 'readOnly', 'unfit'])
const TRIED = 'measurandsTaken'

/** Samples what we want, if it can: 1.6 stations do not say which measurands they know, only trying shows. */
const measurandsTaken: Check = {
  id: TRIED,
  ask: (evidence) => {
    const tried = measurandsToTry(knownStation(evidence))
    if (tried === undefined) return undefined
    const { place, value } = tried
    if (evidence.version === '1.6') return { kind: 'changeConfiguration', key: place.variable, value }
    return { kind: 'setVariables', variables: [{ component: place.component, variable: place.variable, value }] }
  },
  judge: (evidence) => {
    const silence = unanswered(evidence)
    if (silence !== undefined) return silence
    const status = evidence.command?.answer?.variables?.[0]?.status ?? evidence.command?.status ?? null
    const isTaken = status === 'Accepted' || status === 'RebootRequired'
    return isTaken ? passed('measurandsTaken', { status }) : warned('measurandsRefused', { status })
  },
}

/** Judged last of what is read: proposes the usual settings as far as the station can have them. */
const settings: Check = {
  id: 'settings',
  ask: () => null,
  judge: (evidence) => {
    const items = proposeSettings(knownStation(evidence))
    const isLimited = items.some(({ reason }) => LIMITING.has(reason))
    return isLimited ? warned('settingsLimited', { items }) : passed('settingsProposed', { items })
  },
}

function knownStation({ version, inventory, findings }: Evidence): KnownStation {
  return {
    version,
    settings: new Map(inventory.map((one) => [placeKey(one.place), one])),
    refusesMeasurands: findings.get(TRIED) === 'measurandsRefused',
  }
}

export const SETTING_CHECKS = { measurandsTaken, settings }
