/** How the last command of a procedure stands. */
export type CommandProgress =
  /** Not sent, or sent and not answered yet. */
  | { readonly kind: 'underWay'; readonly isSent: boolean }
  | { readonly kind: 'accepted'; readonly needsReboot: boolean; readonly atMs: number }
  | { readonly kind: 'rejected'; readonly detail: string }
  /** It never left us. */
  | { readonly kind: 'notSent'; readonly detail: string }
  /** The station may have carried it out or not. */
  | { readonly kind: 'unanswered'; readonly sentAtMs: number }

export interface CommandRow {
  readonly command_state: string | null
  readonly command_status: string | null
  readonly command_detail: string | null
  readonly command_sent_at: Date | null
  readonly command_answered_at: Date | null
}

/** Reads what a command's row says. A CALLERROR is a no: the station has heard and not done it. */
export function progressOf(row: CommandRow): CommandProgress {
  const { command_state: state, command_status: status, command_sent_at: sentAt, command_answered_at: answeredAt } = row
  const detail = row.command_detail ?? status ?? 'The command is gone.'
  switch (state) {
    case 'queued':
      return { kind: 'underWay', isSent: false }
    case 'sent':
      return { kind: 'underWay', isSent: true }
    case 'accepted':
      return { kind: 'accepted', needsReboot: status === 'RebootRequired', atMs: answeredAt?.getTime() ?? 0 }
    case 'rejected':
      return { kind: 'rejected', detail: status ?? detail }
    case 'timedOut':
    case 'unknown':
      return sentAt === null ? { kind: 'notSent', detail } : { kind: 'unanswered', sentAtMs: sentAt.getTime() }
    case 'failed':
      return status === null ? { kind: 'notSent', detail } : { kind: 'rejected', detail: `${status}: ${detail}` }
    default:
      return { kind: 'notSent', detail }
  }
}
