import { describe, expect, it } from 'vitest'
import { CommandBody } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { chargingCommand } from './charging-command.ts'

const CONTEXT = { transactionId: undefined, requestId: 7, nowMs: Date.UTC(2026, 0, 1) }
const SCHEDULE = { id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit: 4000 }] }
const PROFILE = {
  id: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxProfile',
  chargingProfileKind: 'Relative',
  chargingSchedule: [SCHEDULE],
}

function neutral(body: object, changed: Partial<Parameters<typeof chargingCommand>[1]> = {}) {
  return chargingCommand(CommandBody.parse(body) as Parameters<typeof chargingCommand>[0], { ...CONTEXT, ...changed })
}

describe('commands about charging', () => {
  it('put the transaction of the session into the profile', () => {
    const body = { kind: 'setChargingProfile', evseId: 1, chargingProfile: PROFILE }
    expect(neutral(body, { transactionId: '42' })).toEqual({
      ...body,
      chargingProfile: { ...PROFILE, transactionId: '42' },
    })
    expect(neutral(body)).toEqual(body)
  })

  it('hold prices for the vehicle against the schema', () => {
    const priced = (salesTariff: object) => ({
      kind: 'setChargingProfile',
      evseId: 1,
      chargingProfile: { ...PROFILE, chargingSchedule: [{ ...SCHEDULE, salesTariff }] },
    })
    const tariff = { id: 1, salesTariffEntry: [{ relativeTimeInterval: { start: 0 }, ePriceLevel: 1 }] }
    expect(neutral(priced(tariff))).toEqual(priced(tariff))
    expect(() => neutral(priced({ id: 1 }))).toThrow(Refusal)
  })

  it('get ids and times where they leave them out', () => {
    expect(neutral({ kind: 'getChargingProfiles', evseId: 1 })).toEqual({
      kind: 'getChargingProfiles',
      evseId: 1,
      requestId: 7,
    })
    expect(neutral({ kind: 'sendAfrrSignal', signal: 3 })).toEqual({
      kind: 'sendAfrrSignal',
      signal: 3,
      at: '2026-01-01T00:00:00.000Z',
    })
    const priority = { kind: 'usePriorityCharging', activate: true }
    expect(neutral(priority, { transactionId: 't' })).toEqual({ ...priority, transactionId: 't' })
  })

  it.each([
    { kind: 'getCompositeSchedule', durationS: 0 },
    { kind: 'setChargingProfile', evseId: -1, chargingProfile: PROFILE },
    { kind: 'setChargingProfile', evseId: 1, chargingProfile: { ...PROFILE, chargingSchedule: [] } },
    { kind: 'setChargingProfile', evseId: 1, chargingProfile: { ...PROFILE, stackLevel: -1 } },
    { kind: 'updateDynamicSchedule', chargingProfileId: 1, scheduleUpdate: {} },
    { kind: 'updateDynamicSchedule', chargingProfileId: 1, scheduleUpdate: { dischargeLimit: 1 } },
    { kind: 'notifyAllowedEnergyTransfer', transactionId: 't', allowedEnergyTransfer: [] },
    { kind: 'setDerControl', control: { isDefault: true, controlId: 'c', controlType: 'Nothing' } },
  ])('are refused by their form: %j', (body) => {
    expect(CommandBody.safeParse(body).success).toBe(false)
  })
})
