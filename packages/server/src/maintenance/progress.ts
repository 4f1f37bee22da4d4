import type { MaintenanceKind, MaintenanceState } from '../contract/index.ts'

/** What a status word of a station says about its request; undefined when it says nothing (Idle, words we do not know). */
export function stateOfStatus(kind: MaintenanceKind, status: string): MaintenanceState | undefined {
  if (ENDS[kind].has(status)) return 'succeeded'
  if (FAILURES.has(status)) return 'failed'
  if (status === 'AcceptedCanceled') return 'cancelled'
  return UNDER_WAY.has(status) ? 'running' : undefined
}

/** Words of all versions that end a request well. */
const ENDS: Readonly<Record<MaintenanceKind, ReadonlySet<string>>> = {
  firmwareUpdate: new Set(['Installed']),
  logUpload: new Set(['Uploaded']),
  firmwarePublication: new Set(['Published']),
}

const FAILURES = new Set([
  'DownloadFailed',
  'InstallationFailed',
  'InstallVerificationFailed',
  'InvalidSignature',
  'UploadFailed',
  'UploadFailure',
  'BadMessage',
  'NotSupportedOperation',
  'PermissionDenied',
  'InvalidChecksum',
  'PublishFailed',
])

const UNDER_WAY = new Set([
  'Downloading',
  'Downloaded',
  'DownloadScheduled',
  'DownloadPaused',
  'Installing',
  'InstallRebooting',
  'InstallScheduled',
  'SignatureVerified',
  'Uploading',
  'ChecksumVerified',
])

export function hasEnded(state: MaintenanceState): boolean {
  return state !== 'requested' && state !== 'running'
}

/**
 * The state after a status. A station that fails, tries again and succeeds has succeeded; one that has succeeded is not
 * talked out of it by a late word about its way there.
 */
export function nextState(kind: MaintenanceKind, before: MaintenanceState, status: string): MaintenanceState {
  const after = stateOfStatus(kind, status)
  if (after === undefined || before === 'succeeded') return before
  return before === 'cancelled' && after === 'running' ? before : after
}
