import type { Answer, OutgoingCall, TransactionCall } from './call.ts'
import { certificateWorked } from './certificates/credentials.ts'
import type { StationContext } from './context.ts'
import { comeOnline, goOffline } from './offline-profiles.ts'
import { openForBusiness, sendBoot } from './registration.ts'
import { deauthorize } from './session-flow.ts'
import { nameTransaction } from './smart-charging.ts'

/** A station that was accepted before and did not lose power does not boot again (1.6 §4.2, 2.x B01). */
export function opened(context: StationContext, attempt: number): void {
  context.statistics.connects += 1
  context.events.emit('connected', { attempt })
  certificateWorked(context, attempt)
  context.outbox.open('requests')
  comeOnline(context)
  if (context.registration === 'Accepted' && !context.behaviour.bootOnReconnect) openForBusiness(context)
  else sendBoot(context, context.bootReason)
}

/** What is left undone waits for the next connection. */
export function closed(context: StationContext, code: number, wasOpen: boolean): void {
  context.cancelBootRetry()
  context.outbox.open('closed')
  if (!wasOpen) {
    context.statistics.connectFailures += 1
    return
  }
  context.statistics.disconnects += 1
  goOffline(context)
  context.events.emit('disconnected', { code })
}

/** Sends a call and keeps the books of it. */
export async function transmit(context: StationContext, call: OutgoingCall, businessKey?: string): Promise<Answer> {
  const { statistics, history } = context
  const atMs = context.scheduler.now()
  statistics.sent += 1
  const answer = await context.link.call(call, context.behaviour.callTimeoutMs)
  const outcome = answer.kind === 'result' ? 'acked' : answer.kind === 'error' ? 'refused' : 'unanswered'
  statistics[outcome] += 1
  history.call({
    atMs,
    ...call,
    outcome,
    ...(businessKey !== undefined && { businessKey }),
    ...(answer.kind === 'result' && { answer: answer.payload }),
  })
  return answer
}

/** A transaction message has reached the CSMS, or was given up. */
export function settled(
  context: StationContext,
  call: TransactionCall,
  { answer, fate }: { readonly answer: Answer; readonly fate: 'sent' | 'dropped' },
): void {
  const { record } = call.session
  if (fate === 'dropped' || answer.kind !== 'result') {
    context.statistics.dropped += 1
    if (call.stage !== 'update') record.dropped = true
    return
  }
  const verdict = context.protocol.verdict(call.action, answer.payload)
  if (verdict?.transactionId !== undefined) {
    record.transactionId = verdict.transactionId
    nameTransaction(context, record)
  }
  if (call.stage === 'start') record.startAcked = true
  if (call.stage === 'stop') record.stopAcked = true
  if (verdict?.accepted === false) deauthorize(context, call.session)
  if (!call.repeat && context.dice.roll('duplicate-send')) context.outbox.enqueue({ ...call, repeat: true })
}
