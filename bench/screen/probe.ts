import { connectTestStation } from '../../packages/server/src/testing/test-station.ts'
import { BENCH_PASSWORD } from '../plan.ts'

/** The station whose changes are watched. */
export interface Probe {
  report(status: 'Available' | 'Faulted'): Promise<void>
  close(): void
}

export async function connectProbe(port: number, identity: string): Promise<Probe> {
  const station = await connectTestStation({ url: `ws://127.0.0.1:${port}/ocpp`, identity, password: BENCH_PASSWORD })
  await station.call('BootNotification', { chargePointVendor: 'Bench', chargePointModel: 'Load 1' })
  const report = async (status: string) => {
    const timestamp = new Date().toISOString()
    await station.call('StatusNotification', { connectorId: 1, status, errorCode: 'NoError', timestamp })
  }
  await report('Available')
  return { report, close: () => station.close() }
}
