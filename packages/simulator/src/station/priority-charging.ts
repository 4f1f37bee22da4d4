import { evseOf, isOnline, type StationContext } from './context.ts'

/** Switches priority charging for a transaction; 'noProfile' when no profile says what that means (2.1 K23). */
export function switchPriority(
  station: StationContext,
  transactionId: string,
  activate: boolean,
): 'accepted' | 'rejected' | 'noProfile' {
  const { smartCharging, evses } = station
  const evse = evses.find(({ session }) => session?.record.transactionId === transactionId)
  if (!evse) return 'rejected'
  const hasProfile = smartCharging.profiles.some(
    ({ evseId, profile }) =>
      profile.chargingProfilePurpose === 'PriorityCharging' && (evseId === 0 || evseId === evse.id),
  )
  if (activate && !hasProfile) return 'noProfile'
  if (activate) smartCharging.priority.add(transactionId)
  else smartCharging.priority.delete(transactionId)
  station.limitsChanged()
  return 'accepted'
}

/** A driver asks for priority at the station, which tells the CSMS (2.1 K21). False when it cannot be. */
export function askForPriority(station: StationContext, evseId: number, activated: boolean): boolean {
  const transactionId = evseOf(station, evseId)?.session?.record.transactionId
  if (transactionId === undefined || station.protocol.version !== '2.1') return false
  if (switchPriority(station, transactionId, activated) !== 'accepted') return false
  if (isOnline(station)) {
    void station.outbox.request({ action: 'NotifyPriorityCharging', payload: { transactionId, activated } })
  }
  return true
}
