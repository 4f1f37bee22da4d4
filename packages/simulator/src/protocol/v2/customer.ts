import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import { type StationContext, timestamp } from '../../station/context.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'
type Asked = RequestOf<Version2, 'CustomerInformation'>

/** Text of one part (NotifyCustomerInformation, data). */
const PART = 512

/** What a station knows of a customer: which of the tokens it has accepted before (2.x N09, N10). */
export function customerCommands2(version: Version2) {
  return [command(version, 'CustomerInformation', customerInformation)]
}

function customerInformation(
  station: StationContext,
  asked: Asked,
): Handled<ResponseOf<'2.0.1', 'CustomerInformation'>> {
  const { report, clear, requestId } = asked
  if (!report && !clear) return { response: { status: 'Rejected' } }
  const known = knownTokens(station, asked)
  const after = () => {
    if (clear) for (const token of known) station.cache.delete(token)
    sendInformation(station, requestId, report ? textOf(known) : 'Cleared.')
  }
  return { response: { status: 'Accepted' }, after }
}

function knownTokens({ cache }: StationContext, { idToken, customerIdentifier }: Asked): readonly string[] {
  const name = idToken?.idToken ?? customerIdentifier
  return [...cache].filter((token) => token.toLowerCase() === name?.toLowerCase())
}

function textOf(tokens: readonly string[]): string {
  if (tokens.length === 0) return 'Nothing is known of this customer.'
  return tokens.map((token) => `The token ${token} was accepted before.`).join('\n')
}

function sendInformation(station: StationContext, requestId: number, text: string): void {
  const parts = Math.max(1, Math.ceil(text.length / PART))
  for (let seqNo = 0; seqNo < parts; seqNo += 1) {
    const data = text.slice(seqNo * PART, (seqNo + 1) * PART)
    const payload = { data, tbc: seqNo < parts - 1, seqNo, generatedAt: timestamp(station), requestId }
    void station.outbox.request({ action: 'NotifyCustomerInformation', payload })
  }
}
