import type { Site } from '@stationmaster/server/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { siteListQuery } from './queries.ts'

export interface SiteChoice {
  readonly value: string
  readonly label: string
}

/** Sites to choose from (the first 500); none while they load. */
export function useSites(): readonly Site[] {
  const { data } = useInfiniteQuery(siteListQuery({}))
  return useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
}

/** The same for filters and forms. */
export function useSiteChoices(): readonly SiteChoice[] {
  const sites = useSites()
  return useMemo(() => sites.map(({ id, name }) => ({ value: id, label: name })), [sites])
}
