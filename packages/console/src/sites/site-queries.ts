import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export function siteQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.site(id),
    queryFn: ({ signal }) => call('getSite', { params: { id }, signal }),
  })
}

export function floorPlanQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.floorPlan(id),
    queryFn: ({ signal }) => call('getFloorPlan', { params: { id }, signal }),
  })
}

/** A picture never changes: another one has another id. */
export function planPictureQuery(id: string, pictureId: string) {
  return queryOptions({
    queryKey: queryKeys.planPicture(id, pictureId),
    queryFn: ({ signal }) => call('getPlanPicture', { params: { id, pictureId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
