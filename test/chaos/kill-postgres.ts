/**
 * Kills the embedded PostgreSQL with SIGKILL while stations charge and compares the database with the truth.
 * Usage: node test/chaos/kill-postgres.ts [--kills 10] [--stations 100] [--seed 1]
 */
import { main } from './command-line.ts'

await main('kill-postgres', 10)
