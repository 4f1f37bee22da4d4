import type { Dialect, OcppVersion } from '../vocabulary/dialect.ts'
import { v21, v201 } from './v2/dialect.ts'
import { v16 } from './v16/dialect.ts'

/** The translators, by version. */
export const DIALECTS: Readonly<Record<OcppVersion, Dialect>> = { '1.6': v16, '2.0.1': v201, '2.1': v21 }
