import type { Severity } from '../../contract/index.ts'

/** All that is said of notices, in one language. What is filled in has been made plain before. */
export interface NoticeTexts {
  readonly offline: (station: string) => string
  readonly lastSeen: (at: string) => string
  readonly neverSeen: string
  readonly onlineAgain: (station: string) => string
  readonly hasConnected: string
  readonly faulted: (station: string) => string
  readonly connector: (place: string, error: string) => string
  readonly worksAgain: (station: string) => string
  readonly noFault: string
  readonly runFailed: (failed: number, stations: number) => string
  readonly command: (kind: string) => string
  readonly waiting: (station: string) => string
  readonly unknownModel: string
  readonly doubtful: (station: string) => string
  readonly doubts: (flags: string) => string
  readonly rootExpires: string
  readonly certificateExpires: (station: string) => string
  readonly validUntil: (name: string, at: string) => string
  readonly security: (type: string, station: string | null) => string
  readonly noDetails: string
  readonly webhookDisabled: (name: string) => string
  readonly rowsRefused: (rows: number, station: string | null) => string
  readonly table: (name: string) => string
  /** To whoever is sent, by number of the order and station. */
  readonly work: Readonly<Record<'sent' | 'rescheduled' | 'cancelled', (number: number, station: string) => string>>
  /** A place of a site is asked for. */
  readonly bookingRequested: (site: string) => string
  readonly workWhen: (from: string, until: string) => string
  /** Twice or more. */
  readonly often: (times: number) => string
  readonly severity: Readonly<Record<Severity, string>>
  readonly hello: (name: string) => string
  readonly andMore: (first: string, count: number) => string
  readonly notListed: (count: number) => string
  /** Ends with the address where it can be changed. */
  readonly chosen: (link: string) => string
  readonly trial: string
  readonly trialText: (name: string) => string
}
