import type { OutgoingCall } from '../call.ts'

export type LogStatus =
  | 'Uploading'
  | 'Uploaded'
  | 'UploadFailure'
  | 'PermissionDenied'
  | 'NotSupportedOperation'
  | 'AcceptedCanceled'

/** A log as the CSMS asked for it. Times are epoch ms. */
export interface LogRequest {
  readonly location: string
  readonly log: string
  readonly name: string
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  readonly retries: number
  readonly retryIntervalS: number
  readonly report: (status: LogStatus) => OutgoingCall | undefined
}

/** An upload under way, or the last one. */
export interface LogJob {
  readonly request: LogRequest
  status: LogStatus | undefined
  isCancelled: boolean
  isOver: boolean
}
