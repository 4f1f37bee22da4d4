/** Weeks of the past whose same hour is looked at. */
export const USAGE_WEEKS = 4
const HOURS_OF_WEEK = 168

/** What began at a charging point: in the same hour of the last weeks, and in all hours of its first week. */
export interface PointHistory {
  readonly stationKey: number
  readonly evseId: number
  readonly siteId: string | null
  /** How long the station is known here. */
  readonly ageHours: number
  readonly sameHour: Amount
  /** Of the last seven days. */
  readonly lastWeek: Amount
}

export interface Amount {
  readonly sessions: number
  readonly energyWh: number
}

/** What usually begins at a charging point within this hour. */
export interface Usage extends Amount {
  readonly stationKey: number
  readonly evseId: number
  readonly basis: 'point' | 'site' | 'network'
}

/**
 * What each point may be expected to begin within an hour: its own average of this hour of the week; while it is not a
 * week old, that of all its hours; and where nothing has begun there, what the other points of its site do, or those of
 * the network. So something that has been broken for weeks does not seem to cost nothing.
 */
export function expectUsage(points: readonly PointHistory[]): readonly Usage[] {
  const own = points.map((point) => ({ point, amount: ownUsage(point) }))
  const network = meanOf(own.flatMap(({ amount }) => (amount === null ? [] : [amount])))
  const bySite = Map.groupBy(own, ({ point }) => point.siteId)
  const siteMeans = new Map(
    [...bySite].map(([siteId, members]) => [
      siteId,
      siteId === null ? null : meanOf(members.flatMap(({ amount }) => (amount === null ? [] : [amount]))),
    ]),
  )
  return own.map(({ point: { stationKey, evseId, siteId }, amount }) => {
    const key = { stationKey, evseId }
    if (amount !== null) return { ...key, ...amount, basis: 'point' }
    const site = siteMeans.get(siteId) ?? null
    return site === null ? { ...key, ...(network ?? NOTHING), basis: 'network' } : { ...key, ...site, basis: 'site' }
  })
}

const NOTHING: Amount = { sessions: 0, energyWh: 0 }

/** Null: the point itself says nothing. */
function ownUsage({ ageHours, sameHour, lastWeek }: PointHistory): Amount | null {
  const weeks = Math.min(USAGE_WEEKS, Math.floor(ageHours / HOURS_OF_WEEK))
  if (weeks >= 1 && sameHour.sessions > 0) return perHour(sameHour, weeks)
  if (lastWeek.sessions === 0) return null
  if (weeks >= 1) return NOTHING
  return perHour(lastWeek, Math.max(1, ageHours))
}

function perHour({ sessions, energyWh }: Amount, hours: number): Amount {
  return { sessions: sessions / hours, energyWh: Math.max(0, energyWh) / hours }
}

function meanOf(amounts: readonly Amount[]): Amount | null {
  if (amounts.length === 0) return null
  const sum = (part: (amount: Amount) => number) => amounts.reduce((total, amount) => total + part(amount), 0)
  return {
    sessions: sum(({ sessions }) => sessions) / amounts.length,
    energyWh: sum(({ energyWh }) => energyWh) / amounts.length,
  }
}
