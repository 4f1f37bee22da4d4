/** Something that the target of a conversion cannot say, so that a partner or a station will price differently. */
export interface Loss {
  /** Where in the tariff: `elements[1].price_components[0].step_size`. */
  readonly path: string
  /** An English sentence saying what was done instead. */
  readonly message: string
}

/** A converted thing, and everything that was lost on the way. */
export interface Converted<Value> {
  readonly value: Value
  readonly losses: readonly Loss[]
}
