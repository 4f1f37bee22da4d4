import type { CertificateEvent, CertificateReply } from '@stationmaster/ocpp'
import type { Change, ReportChange } from '../change.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/**
 * A question about certificates, answered by its responder. Without an answer the station is told a valid no. A signing
 * request that is taken on goes to the inbox: the certificate follows by itself (2.x A02.FR.04, 1.6 security A02).
 */
export function decideCertificateQuestion(state: StationState, event: CertificateEvent, facts: Facts): Decision {
  const reply = facts.answered?.reply ?? negativeReply(event)
  const { tenantId, stationKey } = state
  const owner = { tenantId, stationKey, receivedAtMs: facts.nowMs }
  const { kind, ...body } = event
  const report: ReportChange = { kind: 'report', ...owner, report: kind, body }
  const isTaken = reply.kind === 'signing' && reply.status === 'Accepted'
  const changes: readonly Change[] = isTaken ? [report, { kind: 'inbox', ...owner, entry: event }] : [report]
  return outcome(state, { reply, changes, reasons: facts.answered?.reasons ?? [{ code: 'noAnswerFound' }] })
}

function negativeReply(event: CertificateEvent): CertificateReply {
  switch (event.kind) {
    case 'certificateRequested':
      return { kind: 'signing', status: 'Rejected' }
    case 'certificateStatusRequested':
      return { kind: 'certificateStatus' }
    case 'contractCertificateRequested':
      return { kind: 'contractCertificate', status: 'Failed', exiResponse: '' }
    case 'chainStatusRequested': {
      const unknown = { status: 'Failed', nextUpdateMs: 0 } as const
      return {
        kind: 'chainStatus',
        statuses: event.questions.map(({ hashData, source }) => ({ hashData, source, ...unknown })),
      }
    }
  }
}
