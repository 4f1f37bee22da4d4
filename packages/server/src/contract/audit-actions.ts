import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

/** What the program writes by itself, and the routes that hand out bytes. */
const BESIDE_OPERATIONS = [
  'commandRun.expired',
  'commandRun.stopped',
  'export.downloaded',
  'export.streamed',
  'file.downloaded',
  'tenant.visitRanOut',
]

/** Every action that may stand in the audit log, in order. */
export function auditActions(): readonly string[] {
  const declared = Object.values<Operation>(operations).flatMap(({ audit }) =>
    audit === undefined || audit === 'notPrivileged' ? [] : audit,
  )
  return [...new Set([...declared, ...BESIDE_OPERATIONS])].toSorted()
}
