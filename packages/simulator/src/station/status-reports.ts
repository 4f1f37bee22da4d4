import { isOnline, type StationContext } from './context.ts'
import type { Evse } from './evse.ts'

/** Tells the CSMS the status of every connector whose status it does not know; offline it waits for the reconnect. */
export function reportStatus(station: StationContext): void {
  for (const evse of station.evses) {
    const status = station.protocol.statusOf(evse)
    if (status === evse.reportedStatus || !isOnline(station)) continue
    evse.reportedStatus = status
    sendStatus(station, evse, status)
    station.events.emit('status', { evseId: evse.id, status })
  }
}

/** Sends an EVSE's status whether it changed or not. */
export function sendStatus(station: StationContext, evse: Evse, status = station.protocol.statusOf(evse)): void {
  for (const call of station.protocol.statusCalls(station, evse, status)) {
    void station.outbox.request(call).then((answer) => {
      if (answer.kind === 'disconnected') evse.reportedStatus = undefined
    })
  }
}
