/** Bad input, as a value: what, where, and which rule it breaks. */
export type SiteProblem =
  | { readonly kind: 'no-root' }
  | { readonly kind: 'several-roots'; readonly nodeIds: readonly string[] }
  | { readonly kind: 'cycle'; readonly nodeIds: readonly string[] }
  | { readonly kind: 'duplicate-id'; readonly of: SiteThing; readonly id: string }
  | { readonly kind: 'unknown-node'; readonly of: SiteThing; readonly id: string; readonly nodeId: string }
  | { readonly kind: 'unknown-point'; readonly of: SiteThing; readonly id: string; readonly pointId: string }
  | {
      readonly kind: 'bad-number'
      readonly of: SiteThing
      readonly id: string
      readonly field: string
      readonly rule: NumberRule
    }
  | { readonly kind: 'bad-steps'; readonly id: string; readonly rule: 'empty' | 'above-maximum' | 'not-positive' }

export type SiteThing = 'site' | 'node' | 'point' | 'phasor-limit' | 'solar' | 'battery' | 'backup'
export type NumberRule =
  | 'not-a-number'
  | 'negative'
  | 'not-positive'
  | 'empty'
  | 'unordered'
  | 'above-one'
  | 'below-minimum'

/** Bad input about a vehicle or its plan; the vehicle is treated as `consequence` says. */
export type VehicleProblem =
  | { readonly kind: 'unknown-point'; readonly vehicleId: string; readonly pointId: string }
  | {
      readonly kind: 'two-vehicles-on-point'
      readonly vehicleId: string
      readonly otherId: string
      readonly pointId: string
    }
  | { readonly kind: 'vehicle-on-two-points'; readonly vehicleId: string; readonly pointIds: readonly string[] }
  | {
      readonly kind: 'departure-before-arrival'
      readonly vehicleId: string
      readonly departureMs: number
      readonly arrivedAtMs: number
    }
  | { readonly kind: 'bad-number'; readonly vehicleId: string; readonly field: string; readonly value: number }

/** `value`, or every reason why there is none. */
export type Checked<T, P> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly P[] }
