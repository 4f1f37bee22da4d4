/** Decimals of a resolved price: what OCPI can write, so that the exported tariff is the charged one. */
export const RESOLVED_PLACES = 4
