/**
 * Kills the server with SIGKILL while stations charge, starts it again, and compares the database with the truth.
 * Usage: node test/chaos/kill-server.ts [--kills 20] [--stations 100] [--seed 1]
 */
import { main } from './command-line.ts'

await main('kill-server', 20)
