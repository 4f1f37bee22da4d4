import type { DriverProfile } from '../drivers/profiles.ts'

/** Stations of one kind at a site. */
export interface StationGroup {
  readonly count: number
  /** Per EVSE, nominal. */
  readonly powerW: number
  readonly evses: number
}

/** A site of the demonstration network. Names are fictional, places are real. */
export interface SitePlan {
  readonly id: string
  readonly name: string
  readonly city: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly timeZone: string
  readonly latitude: number
  readonly longitude: number
  readonly drivers: DriverProfile
  readonly groups: readonly StationGroup[]
}

type Row = readonly [
  id: string,
  name: string,
  place: readonly [city: string, country: string, timeZone: string],
  at: readonly [latitude: number, longitude: number],
  drivers: DriverProfile,
  groups: readonly (readonly [count: number, kW: number, evses: number])[],
]

const BERLIN = 'Europe/Berlin'

const ROWS: readonly Row[] = [
  [
    'harbour-yard',
    'Harbour Yard Depot',
    ['Hamburg', 'DE', BERLIN],
    [53.5439, 9.9664],
    'workplace',
    [
      [18, 22, 2],
      [2, 150, 2],
    ],
  ],
  ['linden-square', 'Linden Square Garage', ['Berlin', 'DE', BERLIN], [52.5163, 13.3989], 'public', [[14, 11, 2]]],
  ['north-gate', 'North Gate Fast Hub', ['Leipzig', 'DE', BERLIN], [51.4012, 12.3968], 'fast', [[8, 300, 2]]],
  [
    'canal-side',
    'Canal Side Streets',
    ['Amsterdam', 'NL', 'Europe/Amsterdam'],
    [52.3791, 4.8998],
    'public',
    [[20, 11, 2]],
  ],
  [
    'tulip-park',
    'Tulip Park Offices',
    ['Utrecht', 'NL', 'Europe/Amsterdam'],
    [52.0894, 5.11],
    'workplace',
    [[14, 22, 2]],
  ],
  [
    'belfry-hub',
    'Belfry Motorway Hub',
    ['Ghent', 'BE', 'Europe/Brussels'],
    [51.0211, 3.7302],
    'fast',
    [
      [6, 175, 2],
      [2, 350, 2],
    ],
  ],
  [
    'seine-court',
    'Seine Court Parking',
    ['Paris', 'FR', 'Europe/Paris'],
    [48.8462, 2.3723],
    'public',
    [
      [12, 22, 2],
      [2, 50, 1],
    ],
  ],
  ['silk-mill', 'Silk Mill Campus', ['Lyon', 'FR', 'Europe/Paris'], [45.7331, 4.8186], 'workplace', [[10, 11, 2]]],
  [
    'old-brewery',
    'Old Brewery Quarter',
    ['Copenhagen', 'DK', 'Europe/Copenhagen'],
    [55.6667, 12.5402],
    'public',
    [[10, 22, 2]],
  ],
  [
    'fjord-view',
    'Fjord View Fast Charging',
    ['Oslo', 'NO', 'Europe/Oslo'],
    [59.9075, 10.7594],
    'fast',
    [
      [6, 350, 2],
      [2, 50, 1],
    ],
  ],
  [
    'birch-island',
    'Birch Island Homes',
    ['Stockholm', 'SE', 'Europe/Stockholm'],
    [59.3171, 18.0302],
    'public',
    [[12, 11, 1]],
  ],
  [
    'docklands-east',
    'Docklands East Retail',
    ['London', 'GB', 'Europe/London'],
    [51.5079, 0.0277],
    'public',
    [
      [8, 22, 2],
      [3, 75, 1],
    ],
  ],
  [
    'castle-mound',
    'Castle Mound Depot',
    ['Edinburgh', 'GB', 'Europe/London'],
    [55.9449, -3.2073],
    'workplace',
    [
      [6, 22, 2],
      [2, 100, 2],
    ],
  ],
  [
    'danube-terrace',
    'Danube Terrace Garage',
    ['Vienna', 'AT', 'Europe/Vienna'],
    [48.2321, 16.4127],
    'public',
    [[8, 11, 2]],
  ],
  [
    'olive-grove',
    'Olive Grove Shopping',
    ['Barcelona', 'ES', 'Europe/Madrid'],
    [41.3739, 2.1489],
    'public',
    [
      [6, 22, 2],
      [2, 150, 2],
    ],
  ],
  ['river-bend', 'River Bend Fast Hub', ['Warsaw', 'PL', 'Europe/Warsaw'], [52.2388, 21.0448], 'fast', [[4, 180, 2]]],
]

/** Every site of the demonstration network. */
export const SITE_PLANS: readonly SitePlan[] = ROWS.map(([id, name, place, at, drivers, groups]) => ({
  id,
  name,
  city: place[0],
  country: place[1],
  timeZone: place[2],
  latitude: at[0],
  longitude: at[1],
  drivers,
  groups: groups.map(([count, kW, evses]) => ({ count, powerW: kW * 1000, evses })),
}))
