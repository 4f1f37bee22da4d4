import type { StationContext } from './context.ts'

const FULL = 100
const EMPTIEST = 5
const EMPTY_ENOUGH = 30

/** Lets a vehicle put its empty battery in and take a full one out (2.1 S02, S03): each is reported. */
export async function swapBattery(
  station: StationContext,
  requestId: number,
  idToken: { readonly idToken: string; readonly type: string },
): Promise<void> {
  const serial = () => `B${station.random.integer(100_000, 999_999)}`
  const report = (eventType: 'BatteryIn' | 'BatteryOut', soC: number) =>
    station.outbox.request({
      action: 'BatterySwap',
      payload: {
        eventType,
        requestId,
        idToken,
        batteryData: [{ evseId: 1, serialNumber: serial(), soC, soH: station.random.integer(80, 100) }],
      },
    })
  await report('BatteryIn', station.random.integer(EMPTIEST, EMPTY_ENOUGH))
  await report('BatteryOut', FULL)
}
