import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { siteListQuery } from './queries.ts'

export interface SiteChoice {
  readonly value: string
  readonly label: string
}

/** Sites to choose from in filters and forms (the first 500). */
export function useSiteChoices(): readonly SiteChoice[] {
  const { data } = useInfiniteQuery(siteListQuery({}))
  return useMemo(
    () => data?.pages.flatMap((page) => page.items.map(({ id, name }) => ({ value: id, label: name }))) ?? [],
    [data],
  )
}
