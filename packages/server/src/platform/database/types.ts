import pg from 'pg'

const INT8 = 20
const INT8_ARRAY = 1016

/**
 * How column values become JavaScript values: as `pg` does it, but int8 is a number. Our int8 columns hold
 * milliseconds, watt-hours and 53-bit hashes, all exact as numbers.
 */
export function columnTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, Number)
  types.setTypeParser(INT8_ARRAY, parseInt8Array)
  return types
}

/** One-dimensional arrays such as `{1,NULL,3}`. */
function parseInt8Array(text: string): (number | null)[] {
  const items = text.slice(1, -1)
  return items === '' ? [] : items.split(',').map((item) => (item === 'NULL' ? null : Number(item)))
}
