import { z } from 'zod'
import type { CommandBody } from './commands.ts'

/** What a run of a dangerous command over many stations asks for. */
export const Safeguards = z.strictObject({
  /** Nothing; the number of stations, typed; or another person. */
  mode: z.enum(['off', 'confirmation', 'secondPerson']),
  /** From so many stations on. */
  fromStations: z.int().min(1).max(100_000),
  /** Hours within which somebody has to approve. */
  approvalHours: z.int().min(1).max(168),
})
export type Safeguards = z.infer<typeof Safeguards>

/** Unless a tenant has chosen something else. */
export const USUAL_SAFEGUARDS: Safeguards = { mode: 'confirmation', fromStations: 100, approvalHours: 24 }

/** Commands that can take stations out of service, or that nobody has checked. */
export function isDangerous(
  command: Pick<z.infer<typeof CommandBody>, 'kind'> & Readonly<Record<string, unknown>>,
): boolean {
  switch (command.kind) {
    case 'reset':
      return command['mode'] === 'immediate'
    case 'changeAvailability':
      return command['operative'] === false
    case 'updateFirmware':
    case 'publishFirmware':
    case 'clearCache':
    case 'deleteCertificate':
    case 'raw':
      return true
    default:
      return false
  }
}
