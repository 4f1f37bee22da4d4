import { z } from 'zod'
import { type Bus, type Payload, subjectOf } from '../../platform/bus/index.ts'
import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import type { StationName } from '../admission/station-lookup.ts'

/** Told to every process when an unknown station has been registered. */
export const APPROVED_SUBJECT = 'quarantine.approved'

const Approved = z.object({ tenantId: z.int(), identity: z.string() })

export type IssueOutcome =
  /** The station has taken the password and will present it from its next connection on. */
  | { readonly kind: 'accepted'; readonly status: string }
  | { readonly kind: 'rejected'; readonly status: string }
  /** Sent, but whether the station took it is not known. */
  | { readonly kind: 'unknown' }
  /** The station is not connected: the password has to be entered by hand. */
  | { readonly kind: 'offline' }

/** A station takes its time to store a password. */
const ISSUE_TIMEOUT_MS = 35_000

/** Where the process that holds a quarantined socket takes passwords for it. */
export function issueSubject({ tenantId, identity }: StationName): string {
  return subjectOf('quarantine', String(tenantId), identity, 'issue')
}

/** Closes the station's quarantined socket (1012), so that it comes back as a known one. Call it after the commit. */
export function announceApproval(bus: Bus, { tenantId, identity }: StationName): void {
  bus.publish(APPROVED_SUBJECT, { tenantId, identity })
}

/** Whose approval a payload says; undefined for anything else. */
export function readApproval(payload: Payload): StationName | undefined {
  const approved = Approved.safeParse(payload).data
  return approved && nameOf(approved)
}

/** The bus carries plain text; what is on this subject was a station's name. */
function nameOf({ tenantId, identity }: z.infer<typeof Approved>): StationName {
  return { tenantId: tenantId as TenantId, identity: identity as StationIdentity }
}

/** Sends a password to a quarantined station over the socket it waits on. */
export async function issuePassword(
  bus: Bus,
  { password, ...name }: StationName & { readonly password: string },
): Promise<IssueOutcome> {
  const reply = await bus.request(issueSubject(name), { password }, { timeoutMs: ISSUE_TIMEOUT_MS })
  switch (reply.kind) {
    case 'answered':
      return readOutcome(reply.payload)
    case 'unserved':
      return { kind: 'offline' }
    case 'timedOut':
    case 'failed':
      return { kind: 'unknown' }
  }
}

function readOutcome(payload: unknown): IssueOutcome {
  if (typeof payload !== 'object' || payload === null || !('kind' in payload)) return { kind: 'unknown' }
  const status = 'status' in payload && typeof payload.status === 'string' ? payload.status : ''
  if (payload.kind === 'accepted' || payload.kind === 'rejected') return { kind: payload.kind, status }
  return { kind: payload.kind === 'offline' ? 'offline' : 'unknown' }
}
