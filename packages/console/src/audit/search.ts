import type { AuditActorKind } from '@stationmaster/server/contract'
import { choiceParam, dayParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'

export const actorKinds = ['person', 'platform', 'apiKey', 'program'] as const satisfies readonly AuditActorKind[]

/** Filters of the log, as they stand in the URL. */
export interface AuditSearch {
  readonly search?: string | undefined
  readonly actorKind?: AuditActorKind | undefined
  readonly action?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subject?: string | undefined
  readonly person?: string | undefined
  /** Days of the reader's calendar, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export function auditSearch(input: SearchInput): AuditSearch {
  return {
    search: textParam(input['search']),
    actorKind: choiceParam(actorKinds, input['actorKind']),
    action: textParam(input['action']),
    subjectKind: textParam(input['subjectKind']),
    subject: textParam(input['subject']),
    person: uuidParam(input['person']),
    from: dayParam(input['from']),
    to: dayParam(input['to']),
  }
}
