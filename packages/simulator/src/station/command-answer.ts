import { type CallAnswer, type CallFrame, isAction } from '@stationmaster/ocpp'
import type { StationContext } from './context.ts'

const SLOWEST_S = 40
const SLOW_FROM_S = 5

/** Carries out a command of the CSMS; `undefined` leaves it without an answer (fault). */
export async function answerCommand(station: StationContext, call: CallFrame): Promise<CallAnswer | undefined> {
  station.statistics.commands += 1
  station.events.emit('command', { action: call.action })
  if (station.dice.roll('no-response')) return undefined
  if (station.dice.roll('slow-response')) await pause(station, station.random.between(SLOW_FROM_S, SLOWEST_S) * 1000)
  const handler = station.protocol.commands.get(call.action)
  if (!handler) return refusal(station, call.action)
  const reply = handler(station, call.payload)
  if (reply.kind === 'error') return { ok: false, code: reply.code, description: reply.description }
  // After the answer has been written: what follows may close the socket.
  if (reply.after) station.network.after(0, reply.after)
  return { ok: true, payload: reply.payload }
}

/** NotImplemented for what the version does not know, NotSupported for what this station does not do (part 4 §4.3). */
function refusal(station: StationContext, action: string): CallAnswer {
  const known = isAction(station.protocol.version, action)
  return known
    ? { ok: false, code: 'NotSupported', description: 'this station does not support the action' }
    : { ok: false, code: 'NotImplemented', description: 'unknown action' }
}

function pause(station: StationContext, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    station.network.after(delayMs, resolve)
  })
}
