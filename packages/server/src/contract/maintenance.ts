import { z } from 'zod'
import { PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

export const MaintenanceKind = z.enum(['firmwareUpdate', 'logUpload', 'firmwarePublication'])
export type MaintenanceKind = z.infer<typeof MaintenanceKind>

/** `requested` until the station has answered; `refused` when it said no. */
export const MaintenanceState = z.enum(['requested', 'running', 'succeeded', 'failed', 'refused', 'cancelled'])
export type MaintenanceState = z.infer<typeof MaintenanceState>

/** A firmware update, log upload or firmware publication that a station was asked for, and how far it is. */
export const MaintenanceRequest = z.strictObject({
  /** The id of the command that asked. */
  id: Uuid,
  stationId: StationIdentity,
  kind: MaintenanceKind,
  /** As the station's reports name it; 1.6 names it only in its security extension. */
  requestId: z.int(),
  state: MaintenanceState,
  /** The station's last word. */
  status: z.string().nullable(),
  info: z.string().nullable(),
  /** The image that is sent, or the log that has come. */
  fileId: Uuid.nullable(),
  /** What the station said it would upload. */
  announcedName: z.string().nullable(),
  /** The firmware the image is said to be, the one before, and the one the station reports now. */
  targetVersion: z.string().nullable(),
  versionBefore: z.string().nullable(),
  versionNow: z.string().nullable(),
  /** Where a local controller has published the image. */
  locations: z.array(z.string()),
  /** Every status as it came, oldest first. */
  steps: z.array(z.strictObject({ at: Timestamp, status: z.string(), info: z.string().nullable() })),
  requestedBy: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type MaintenanceRequest = z.infer<typeof MaintenanceRequest>

export const MaintenanceQuery = PageQuery.extend({
  stationId: StationIdentity.optional(),
  kind: MaintenanceKind.optional(),
  state: MaintenanceState.optional(),
})
export const MaintenancePage = pageOf(MaintenanceRequest)
