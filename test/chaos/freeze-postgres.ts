/**
 * Stops every process of the embedded PostgreSQL for 15 s while stations charge, lets them go on, and compares the
 * database with the truth.
 * Usage: node test/chaos/freeze-postgres.ts [--kills 2] [--stations 100] [--seed 1]
 */
import { main } from './command-line.ts'

await main('freeze-postgres', 2)
