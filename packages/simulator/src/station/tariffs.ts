import type { StationTariff } from '@stationmaster/ocpp'
import type { StationContext } from './context.ts'

/** Tariffs a 2.1 station computes with. */
export interface StationTariffs {
  /** Default tariff by EVSE; 0 is the whole station. */
  readonly defaults: Map<number, StationTariff>
  /** Tariff of a running transaction that was given one of its own. */
  readonly transactions: Map<string, StationTariff>
}

export function createTariffs(): StationTariffs {
  return { defaults: new Map(), transactions: new Map() }
}

const MOST_ELEMENTS = 20

/** Takes the tariff for an EVSE, or with 0 for all of them (2.1 I07). */
export function setDefaultTariff(
  station: StationContext,
  evseId: number,
  tariff: StationTariff,
): 'Accepted' | 'Rejected' | 'TooManyElements' | 'DuplicateTariffId' {
  const { defaults } = station.tariffs
  if (evseId !== 0 && !station.evses.some((evse) => evse.id === evseId)) return 'Rejected'
  if (elementsOf(tariff) > MOST_ELEMENTS) return 'TooManyElements'
  // I07.FR.05: one id is one tariff.
  const namesake = [...defaults.values()].find(({ tariffId }) => tariffId === tariff.tariffId)
  if (namesake !== undefined && JSON.stringify(namesake) !== JSON.stringify(tariff)) return 'DuplicateTariffId'
  if (evseId === 0) defaults.clear()
  defaults.set(evseId, tariff)
  return 'Accepted'
}

/** The tariffs that are there, each with its EVSEs (I09); 0 asks for all. */
export function tariffAssignments(station: StationContext, evseId: number) {
  const byId = new Map<string, number[]>()
  for (const [place, { tariffId }] of station.tariffs.defaults) {
    if (evseId === 0 || place === evseId || place === 0) byId.set(tariffId, [...(byId.get(tariffId) ?? []), place])
  }
  return [...byId].map(([tariffId, evseIds]) => ({ tariffId, tariffKind: 'DefaultTariff' as const, evseIds }))
}

/** Drops tariffs by id, or all (I08). Running transactions keep theirs. */
export function clearTariffs(
  station: StationContext,
  tariffIds: readonly string[] | undefined,
  evseId: number | undefined,
): { readonly tariffId?: string; readonly status: 'Accepted' | 'NoTariff' }[] {
  const { defaults } = station.tariffs
  const here = [...defaults].filter(([place]) => evseId === undefined || place === evseId)
  const wanted = tariffIds ?? [...new Set(here.map(([, { tariffId }]) => tariffId))]
  if (wanted.length === 0) return [{ status: 'NoTariff' }]
  return wanted.map((tariffId) => {
    const places = here.filter(([, tariff]) => tariff.tariffId === tariffId).map(([place]) => place)
    for (const place of places) defaults.delete(place)
    return { tariffId, status: places.length > 0 ? 'Accepted' : 'NoTariff' }
  })
}

/** Gives a running transaction another tariff, of the same currency (I11). */
export function changeTransactionTariff(
  station: StationContext,
  transactionId: string,
  tariff: StationTariff,
): 'Accepted' | 'TxNotFound' | 'NoCurrencyChange' | 'TooManyElements' {
  const evse = station.evses.find((one) => one.session?.record.transactionId === transactionId)
  if (evse === undefined) return 'TxNotFound'
  if (elementsOf(tariff) > MOST_ELEMENTS) return 'TooManyElements'
  const { transactions, defaults } = station.tariffs
  const present = transactions.get(transactionId) ?? defaults.get(evse.id) ?? defaults.get(0)
  if (present !== undefined && present.currency !== tariff.currency) return 'NoCurrencyChange'
  transactions.set(transactionId, tariff)
  return 'Accepted'
}

function elementsOf({ energy, chargingTime, idleTime, fixedFee, reservationTime, reservationFixed }: StationTariff) {
  const parts = [energy, chargingTime, idleTime, fixedFee, reservationTime, reservationFixed]
  return parts.reduce((sum, part) => sum + (part?.prices.length ?? 0), 0)
}
