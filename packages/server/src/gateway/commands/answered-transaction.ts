import type { StationCommand } from '@stationmaster/ocpp'
import { z } from 'zod'
import type { TransactionStatus } from '../../sessions/index.ts'

const Asked = z.object({ transactionId: z.string().min(1) })
const Answered = z.object({ ongoingIndicator: z.boolean().optional(), messagesInQueue: z.boolean() })

/** What an answer tells of a transaction, whoever asked; undefined for other commands and for unreadable answers. */
export function answeredTransaction(command: StationCommand, payload: unknown): TransactionStatus | undefined {
  if (command.kind !== 'raw' || command.action !== 'GetTransactionStatus') return undefined
  const asked = Asked.safeParse(command.payload)
  const answered = Answered.safeParse(payload)
  if (!asked.success || !answered.success) return undefined
  const { ongoingIndicator: isOngoing, messagesInQueue: hasMessagesQueued } = answered.data
  return { transactionId: asked.data.transactionId, isOngoing, hasMessagesQueued }
}
