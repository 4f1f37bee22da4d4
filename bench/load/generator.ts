import { type ChildProcess, fork } from 'node:child_process'
import type { FleetOptions, OpenFigures } from './fleet.ts'
import type { Pace, PressureFigures } from './pressure.ts'
import type { WorkloadName } from './workloads.ts'

/** What the generator process can be told to do. One order at a time. */
export type Order =
  | { readonly kind: 'open'; readonly fleet: FleetOptions }
  /** Cuts every socket at once and dials again. */
  | { readonly kind: 'reconnect'; readonly fleet: FleetOptions }
  | {
      readonly kind: 'press'
      readonly workload: WorkloadName
      readonly pace: Pace
      readonly warmMs: number
      readonly measureMs: number
    }
  | { readonly kind: 'idle'; readonly durationMs: number; readonly heartbeatMs: number }
  | { readonly kind: 'close' }

interface Results {
  readonly open: OpenFigures
  readonly reconnect: OpenFigures
  readonly press: PressureFigures
  readonly idle: { readonly lost: number }
  readonly close: { readonly closed: number }
}

type OrderOf<Kind extends Order['kind']> = Extract<Order, { kind: Kind }>

export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly reason: string }

/** The load generator, in a process of its own. */
export interface Generator {
  run<Kind extends Order['kind']>(order: OrderOf<Kind>): Promise<Results[Kind]>
  readonly pid: number
  stop(): void
}

/** Starts the generator process; it ends by itself when this process does. */
export function startGenerator(): Generator {
  const child = fork(new URL('./worker.ts', import.meta.url))
  return {
    run: <Kind extends Order['kind']>(order: OrderOf<Kind>) => {
      const answer = nextAnswer(child)
      child.send(order)
      // The worker answers each kind of order with its kind of result.
      return answer as Promise<Results[Kind]>
    },
    pid: child.pid ?? 0,
    stop: () => child.disconnect(),
  }
}

function nextAnswer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the load generator ended'))
    child.once('exit', ended)
    child.once('message', (answer: Answer) => {
      child.off('exit', ended)
      if (answer.ok) resolve(answer.result)
      else reject(new Error(answer.reason))
    })
  })
}
