/** The thread in which years are replayed: seconds of work that would hold up everything else. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadOf } from './load-history.ts'
import type { PlanningOrder, PlanningReply } from './planning-desk.ts'
import { whatIf } from './what-if.ts'

const port = parentPort
if (port === null) throw new Error('planning-worker runs as a worker thread only')
const order: PlanningOrder = workerData
port.postMessage(carryOut(order))

function carryOut(order: PlanningOrder): PlanningReply {
  if (order.kind === 'load') return { kind: 'load', load: loadOf(order.history) }
  return { kind: 'whatIf', answer: whatIf(order.history, order.question) }
}
