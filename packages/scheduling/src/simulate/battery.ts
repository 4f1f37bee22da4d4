/** How much a vehicle's battery takes. */
export type BatteryModel =
  /** Full power until it is full. */
  | { readonly kind: 'ideal'; readonly maxKw: number }
  /** Full power up to a state of charge, then falling in a straight line to nothing at 100 %. */
  | {
      readonly kind: 'taper'
      readonly maxKw: number
      readonly capacityKwh: number
      /** Stored when the session began. */
      readonly storedKwh: number
      /** Share of the capacity at which it begins to fall. */
      readonly taperFrom: number
    }

/** kW that the battery takes when offered without limit, `tookKwh` after the session began. */
export function acceptedKw(model: BatteryModel, tookKwh: number): number {
  if (model.kind === 'ideal') return model.maxKw
  const share = Math.min(1, (model.storedKwh + tookKwh) / model.capacityKwh)
  if (share <= model.taperFrom) return model.maxKw
  return (model.maxKw * (1 - share)) / (1 - model.taperFrom)
}

/**
 * kWh taken over a time at a constant offer. Within the taper the offer is the limit until the falling line meets it, then
 * the state of charge approaches full exponentially.
 */
export function takenKwh(model: BatteryModel, tookKwh: number, offeredKw: number, hours: number): number {
  if (model.kind === 'ideal') return Math.min(offeredKw, model.maxKw) * hours
  const { maxKw, capacityKwh, storedKwh, taperFrom } = model
  const steadyKw = Math.min(offeredKw, maxKw)
  if (steadyKw <= 0) return 0
  // Where the falling line meets the offer.
  const meetsAt = capacityKwh * (1 - (steadyKw / maxKw) * (1 - taperFrom))
  const storedNow = storedKwh + tookKwh
  const steadyHours = Math.max(0, Math.min(hours, (meetsAt - storedNow) / steadyKw))
  const restHours = hours - steadyHours
  const afterSteady = storedNow + steadyKw * steadyHours
  const open = Math.max(0, capacityKwh - afterSteady)
  const rate = maxKw / ((1 - taperFrom) * capacityKwh)
  return steadyKw * steadyHours + open * (1 - Math.exp(-rate * restHours))
}
