import { FIRST_TENANT, saveMembership, savePerson } from '../accounts/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { DemoServices } from './insert-demo-network.ts'

/** Of nobody: they have no password, and the addresses are of no one. */
const TECHNICIANS = [
  { name: 'Terry Testbed', email: 'terry.testbed@example.com' },
  { name: 'Sascha Sample', email: 'sascha.sample@example.com' },
] as const

/** People who can be sent to faults. */
export async function insertDemoTechnicians(tx: Tx, { clock, ids }: DemoServices): Promise<void> {
  const nowMs = clock.nowMs()
  for (const technician of TECHNICIANS) {
    const personId = await savePerson(tx, { ...technician, personId: ids.next(), language: null, nowMs })
    const role = { builtIn: 'technician', customId: null } as const
    await saveMembership(tx, { tenantId: FIRST_TENANT, personId, role, siteIds: null, nowMs })
  }
}
