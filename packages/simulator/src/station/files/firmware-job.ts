import type { OutgoingCall } from '../call.ts'

/** Every word of the newest standard; a version that has fewer leaves some out. */
export type FirmwareStatus =
  | 'DownloadScheduled'
  | 'Downloading'
  | 'Downloaded'
  | 'DownloadFailed'
  | 'SignatureVerified'
  | 'InvalidSignature'
  | 'InstallScheduled'
  | 'Installing'
  | 'InstallationFailed'
  | 'InstallRebooting'
  | 'Installed'

/** An update as the CSMS asked for it, in no version's words. Times are epoch ms. */
export interface FirmwareRequest {
  readonly location: string
  readonly retrieveAtMs: number
  readonly installAtMs?: number | undefined
  readonly signed?: { readonly signature: string; readonly certificate: string } | undefined
  readonly retries: number
  readonly retryIntervalS: number
  /** The message for a status; undefined when the version has none. */
  readonly report: (status: FirmwareStatus) => OutgoingCall | undefined
}

/** An update under way, or the last one. */
export interface FirmwareJob {
  readonly request: FirmwareRequest
  status: FirmwareStatus | undefined
  /** Another one has taken its place. */
  isCancelled: boolean
  /** Nothing can stop it any more. */
  isInstalling: boolean
  isOver: boolean
}
