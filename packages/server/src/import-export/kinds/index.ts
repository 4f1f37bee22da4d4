import type { ImportKind } from '../../contract/index.ts'
import type { ImportableKind } from './kind.ts'
import { sites } from './sites.ts'
import { stations } from './stations.ts'
import { tokens } from './tokens.ts'

/** What can be brought in from files. */
export const importableKinds: Readonly<Record<ImportKind, ImportableKind>> = { stations, sites, tokens }
