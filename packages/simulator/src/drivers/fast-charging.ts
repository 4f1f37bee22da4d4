import { PUBLIC_DRIVERS } from './fitted-parameters.ts'
import type { DriverParameters } from './model.ts'

/**
 * Drivers at fast chargers. Not fitted: no open data set of DC sessions is at hand. Arrivals follow the public
 * AC points' weekday pattern shifted into the day; stays and energies are typical of motorway and city hubs.
 */
export const FAST_DRIVERS: DriverParameters = {
  timeZone: PUBLIC_DRIVERS.timeZone,
  sessionsPerEvseDay: 9,
  arrivalShare: PUBLIC_DRIVERS.arrivalShare.map((day) => day.map((share, hour) => daytime(share, hour))),
  stayHours: Array.from({ length: 8 }, () => [0.1, 0.15, 0.2, 0.27, 0.33, 0.4, 0.45, 0.52, 0.6, 0.7, 0.85, 1.1, 1.6]),
  energyKwh: [
    [2, 5, 8, 12, 15, 18, 20, 23, 26, 29, 34, 39, 48],
    ...Array.from({ length: 9 }, () => [6, 10, 14, 19, 23, 27, 31, 35, 39, 44, 50, 55, 62]),
  ],
}

/** Flattens the evening peak of public AC points, which is people coming home. */
function daytime(share: number, hour: number): number {
  return hour >= 17 ? share * 0.8 : hour >= 10 ? share * 1.2 : share
}
