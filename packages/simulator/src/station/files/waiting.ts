import type { StationContext } from '../context.ts'
import type { Delivered, Fetched } from './transfer.ts'

/** Resolves after a time of the physical world. */
export function pause(station: StationContext, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    station.scheduler.after(delayMs, resolve)
  })
}

/** Resolves when no session runs. */
export function untilIdle(station: StationContext): Promise<void> {
  const isIdle = () => !station.evses.some((evse) => evse.session)
  if (isIdle()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = station.events.on('sessionEnded', () => {
      if (!isIdle()) return
      stop()
      resolve()
    })
  })
}

/** Tries a transfer as often as it was asked to; a refusal is not asked again. */
export async function withRetries<Result extends Fetched | Delivered>(
  station: StationContext,
  { retries, retryIntervalS }: { readonly retries: number; readonly retryIntervalS: number },
  transfer: () => Promise<Result>,
): Promise<Result> {
  for (let left = retries; ; left--) {
    const result = await transfer()
    if (result.ok || left <= 0 || result.why === 'refused') return result
    await pause(station, retryIntervalS * 1000)
  }
}
