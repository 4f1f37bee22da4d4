import { choiceParam, type SearchInput } from '../app/search-params.ts'

/** Parts of the page, as they stand in the URL. */
export const certificateViews = ['stations', 'roots', 'authorities', 'plugAndCharge', 'server'] as const
export type CertificateView = (typeof certificateViews)[number]
export const certificateScopes = ['usable', 'requested', 'all'] as const
export type CertificateScope = (typeof certificateScopes)[number]

export interface CertificateSearch {
  readonly view?: CertificateView | undefined
  readonly scope?: CertificateScope | undefined
}

export function certificateSearch(input: SearchInput): CertificateSearch {
  return {
    view: choiceParam(certificateViews, input['view']),
    scope: choiceParam(certificateScopes, input['scope']),
  }
}
