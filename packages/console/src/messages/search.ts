import { choiceParam, type SearchInput, textParam } from '../app/search-params.ts'

/** How far back one looks, as it stands in the URL. */
export const windows = ['hour', 'day', 'week'] as const
export type Window = (typeof windows)[number]

export interface MessageSearch {
  readonly search?: string | undefined
  readonly action?: string | undefined
  readonly failed?: 'true' | undefined
  readonly within?: Window | undefined
}

export function messageSearch(input: SearchInput): MessageSearch {
  return {
    search: textParam(input['search']),
    action: textParam(input['action']),
    failed: choiceParam(['true'] as const, input['failed']),
    within: choiceParam(windows, input['within']),
  }
}
