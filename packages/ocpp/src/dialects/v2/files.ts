import type { RequestOf } from '../../messages/types.ts'
import { optionalInt32 } from '../bounds.ts'
import { decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import type { Version2 } from './version.ts'

/** What 2.x stations say of firmware and logs (part 2, blocks L and N). */
export function filesDecoders2(version: Version2) {
  return [
    decoder(version, 'FirmwareStatusNotification', (report) =>
      defined({ kind: 'firmwareStatus', ...progress(report), info: infoOf(report) }),
    ),
    decoder(version, 'LogStatusNotification', (report) =>
      defined({ kind: 'logStatus', ...progress(report), info: infoOf(report) }),
    ),
    decoder(version, 'PublishFirmwareStatusNotification', (report) =>
      defined({
        kind: 'firmwarePublication',
        ...progress(report),
        locations: report.location ?? [],
        info: infoOf(report),
      }),
    ),
  ] as const
}

type Report = RequestOf<
  Version2,
  'FirmwareStatusNotification' | 'LogStatusNotification' | 'PublishFirmwareStatusNotification'
>

function progress({ status, requestId }: Report) {
  return { status, requestId: optionalInt32(requestId) }
}

/** 2.1 says more where it went wrong. */
function infoOf(report: Report): string | undefined {
  const info = 'statusInfo' in report ? report.statusInfo : undefined
  return info?.additionalInfo ?? info?.reasonCode
}
