import type { ResponseOf } from '../../messages/types.ts'
import { formatTime } from '../../time/station-time.ts'
import type { TokenInfo } from '../../vocabulary/reply.ts'
import type { AuthorizationStatus } from '../../vocabulary/status.ts'
import { defined } from '../defined.ts'

/** Longest id tag of 1.6 (CiString20). */
export const LONGEST_ID_TAG = 20

type IdTagInfo = ResponseOf<'1.6', 'Authorize'>['idTagInfo']

/** What 1.6 says of a token, in answers and in local lists. */
export function idTagInfo(token: TokenInfo): IdTagInfo {
  const { cacheExpiryMs, groupIdToken } = token
  return defined({
    expiryDate: cacheExpiryMs === undefined ? undefined : formatTime(cacheExpiryMs),
    // A group that 1.6 cannot carry would be cut into another one.
    parentIdTag:
      groupIdToken !== undefined && groupIdToken.value.length <= LONGEST_ID_TAG ? groupIdToken.value : undefined,
    status: statusIn16(token.status),
  })
}

function statusIn16(status: AuthorizationStatus): IdTagInfo['status'] {
  switch (status) {
    case 'Accepted':
    case 'Blocked':
    case 'ConcurrentTx':
    case 'Expired':
    case 'Invalid':
      return status
    case 'NoCredit':
    case 'NotAtThisLocation':
    case 'NotAtThisTime':
    case 'NotAllowedTypeEVSE':
    case 'Unknown':
      return 'Invalid'
  }
}
