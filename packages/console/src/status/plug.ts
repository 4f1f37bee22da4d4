/** Names that are printed on chargers, for the connector types of OCPP 2.x. The same in every language. */
const names: Readonly<Record<string, string>> = {
  cCCS1: 'CCS 1',
  cCCS2: 'CCS 2',
  cG105: 'CHAdeMO',
  cGBT: 'GB/T DC',
  cMCS: 'MCS',
  cTesla: 'NACS',
  cType1: 'Type 1',
  cType2: 'Type 2',
  sType2: 'Type 2',
  sType3: 'Type 3',
  sCEE_7_7: 'Schuko',
}

/** A type that the table does not know is shown as the station names it. */
export function plugName(type: string | null): string | null {
  return type === null ? null : (names[type] ?? type)
}
