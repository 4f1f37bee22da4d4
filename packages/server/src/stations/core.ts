import { decideTransactionStatus, transactionStatusNeeds } from '../sessions/index.ts'
import { decide, isAccepted, needsOf } from './decide.ts'

/** Everything a shell around stations asks of the pure core. */
export const CORE = { isAccepted, needsOf, decide, transactionStatusNeeds, decideTransactionStatus } as const
