/** Events of the standard's list that are critical (2.x part 2 appendix 1; 1.6 security whitepaper §6), and ours that are. */
export const CRITICAL_EVENTS: readonly string[] = [
  'FirmwareUpdated',
  'SettingSystemTime',
  'StartupOfTheDevice',
  'ResetOrReboot',
  'SecurityLogWasCleared',
  'MemoryExhaustion',
  'TamperDetectionActivated',
  'MaintenanceLoginAccepted',
  // Ours.
  'IdentityContested',
  'SecurityProfileLowered',
  'SerialNumberMismatch',
]

const CRITICAL: ReadonlySet<string> = new Set(CRITICAL_EVENTS)

/** Whether an event of this type is critical. */
export function isCritical(type: string): boolean {
  return CRITICAL.has(type)
}
