/** The tariff of OCPP 2.1 (TariffType), as far as OCPI can fill it. Prices are before taxes, times per minute. */
export interface Ocpp21Tariff {
  readonly tariffId: string
  readonly currency: string
  readonly description?: readonly Ocpp21Message[]
  readonly validFrom?: string
  readonly energy?: Ocpp21Prices<Ocpp21EnergyPrice>
  readonly chargingTime?: Ocpp21Prices<Ocpp21TimePrice>
  readonly idleTime?: Ocpp21Prices<Ocpp21TimePrice>
  readonly fixedFee?: Ocpp21Prices<Ocpp21FixedPrice>
  readonly reservationTime?: Ocpp21Prices<Ocpp21TimePrice>
  readonly reservationFixed?: Ocpp21Prices<Ocpp21FixedPrice>
  readonly minCost?: Ocpp21Limit
  readonly maxCost?: Ocpp21Limit
}

export interface Ocpp21Prices<Price> {
  readonly prices: readonly Price[]
  readonly taxRates?: readonly Ocpp21TaxRate[]
}

export interface Ocpp21EnergyPrice {
  readonly priceKwh: number
  readonly conditions?: Ocpp21Conditions
}

export interface Ocpp21TimePrice {
  readonly priceMinute: number
  readonly conditions?: Ocpp21Conditions
}

export interface Ocpp21FixedPrice {
  readonly priceFixed: number
  readonly conditions?: Ocpp21FixedConditions
}

export interface Ocpp21FixedConditions {
  readonly startTimeOfDay?: string
  readonly endTimeOfDay?: string
  readonly dayOfWeek?: readonly string[]
  readonly validFromDate?: string
  readonly validToDate?: string
}

/** Energy in Wh, current in A, power in W, time in seconds. */
export interface Ocpp21Conditions extends Ocpp21FixedConditions {
  readonly minEnergy?: number
  readonly maxEnergy?: number
  readonly minCurrent?: number
  readonly maxCurrent?: number
  readonly minPower?: number
  readonly maxPower?: number
  readonly minTime?: number
  readonly maxTime?: number
}

export interface Ocpp21TaxRate {
  readonly type: string
  /** Percent. */
  readonly tax: number
  readonly stack: number
}

export interface Ocpp21Limit {
  readonly exclTax?: number
  readonly inclTax?: number
}

export interface Ocpp21Message {
  readonly format: 'UTF8'
  readonly language: string
  readonly content: string
}
