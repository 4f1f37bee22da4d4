import { z } from 'zod'
import { PageQuery, pageOf, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const AuditActorKind = z.enum(['person', 'platform', 'apiKey', 'program'])
export type AuditActorKind = z.infer<typeof AuditActorKind>

/** Something that somebody with the right to do so has done. Never changed; kept as long as the settings say. */
export const AuditEntry = z.strictObject({
  id: z.int(),
  at: Timestamp,
  /** Who: a person, somebody of the platform who has stepped in, a key, or the program itself. */
  actor: z.strictObject({ kind: AuditActorKind, id: z.string().nullable(), name: z.string() }),
  /** `station.changed`, `token.deleted`, `signIn` … */
  action: z.string(),
  /** What it was done to. */
  subject: z.strictObject({ kind: z.string().nullable(), id: z.string() }),
  reason: z.string().nullable(),
  /** The fields that are not what they were. */
  changes: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  detail: z.record(z.string(), z.unknown()).nullable(),
  /** The operation of the API; null for what the program does by itself. */
  operation: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** Whether what it said of somebody has been erased. */
  erased: z.boolean(),
  /** Its place in the chain of hashes; null for a few seconds, until it has one. */
  position: z.int().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

const AuditFilter = z.strictObject({
  from: TimeInput.optional(),
  to: TimeInput.optional(),
  /** A part of the name, or the id of a person or a key. */
  actor: z.string().trim().max(100).optional(),
  actorKind: AuditActorKind.optional(),
  /** An action, or the first part of its name: `station` finds `station.changed`. */
  action: z.string().max(60).optional(),
  subjectKind: z.string().max(60).optional(),
  /** What it was done to, in full. */
  subject: z.string().max(200).optional(),
  /** What a person has done, and what was done to it. */
  person: Uuid.optional(),
  search: z.string().max(100).optional(),
})

export const AuditQuery = PageQuery.extend(AuditFilter.shape)
export const AuditPage = pageOf(AuditEntry)

export const AuditExportQuery = AuditFilter.extend({ format: z.enum(['csv', 'json']).default('csv') })

/** The actions there are, for filters. */
export const AuditActions = z.strictObject({ items: z.array(z.string()) })

/** Whether the audit log is as it was written. */
export const AuditVerification = z.strictObject({
  intact: z.boolean(),
  /** Links that were recomputed. */
  checked: z.int(),
  /** Entries that have gone by retention; the chain is followed from the last of them. */
  expired: z.int(),
  /** Entries that have lost what they said of somebody whose data was erased. */
  erased: z.int(),
  /** Entries that have no link yet; they get one within seconds. */
  waiting: z.int(),
  /** The newest link that holds. Note it elsewhere: a log that was cut off at its end shows by it. */
  head: z.strictObject({ position: z.int(), hash: z.string() }).nullable(),
  /** The first place where the log is not as it was written. */
  broken: z
    .strictObject({
      position: z.int(),
      entryId: z.int().nullable(),
      problem: z.enum(['linkMissing', 'eventMissing', 'contentChanged', 'eventWithoutLink']),
    })
    .nullable(),
})
export type AuditVerification = z.infer<typeof AuditVerification>
