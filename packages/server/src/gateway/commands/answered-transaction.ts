import type { StationCommand } from '@stationmaster/ocpp'
import { z } from 'zod'
import type { TransactionStatus } from '../../sessions/index.ts'

const Answered = z.object({ ongoingIndicator: z.boolean().optional(), messagesInQueue: z.boolean() })
const Asked = z.object({ transactionId: z.string().min(1) })

/** What an answer tells of a transaction, whoever asked; undefined for other commands and for unreadable answers. */
export function answeredTransaction(command: StationCommand, payload: unknown): TransactionStatus | undefined {
  const transactionId = transactionOf(command)
  const answered = Answered.safeParse(payload)
  if (transactionId === undefined || !answered.success) return undefined
  const { ongoingIndicator: isOngoing, messagesInQueue: hasMessagesQueued } = answered.data
  return { transactionId, isOngoing, hasMessagesQueued }
}

function transactionOf(command: StationCommand): string | undefined {
  if (command.kind === 'getTransactionStatus') return command.transactionId
  if (command.kind !== 'raw' || command.action !== 'GetTransactionStatus') return undefined
  return Asked.safeParse(command.payload).data?.transactionId
}
