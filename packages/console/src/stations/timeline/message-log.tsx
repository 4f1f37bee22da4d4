import { ScrollText } from 'lucide-react'
import type { ReactNode } from 'react'
import { errorWords } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { LoadingLines } from '../../ui/loading.tsx'
import { EmptyState, ErrorState } from '../../ui/message.tsx'
import type { Page } from '../../ui/page-of.ts'
import classes from '../station.module.css'

interface MessageLogProps<Entry> {
  readonly query: {
    readonly data: { readonly pages: readonly Page<Entry>[] } | undefined
    readonly isPending: boolean
    readonly isSuccess: boolean
    readonly error: Error | null
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    refetch(): Promise<unknown>
    fetchNextPage(): Promise<unknown>
  }
  /** The item of the list for an entry; `above` is the newer one before it. */
  readonly row: (entry: Entry, above: Entry | undefined) => ReactNode
}

/** Messages page by page, newest first. What was loaded stays when a later fetch fails. */
export function MessageLog<Entry>({ query, row }: MessageLogProps<Entry>) {
  const text = useText()
  const entries = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {query.isPending ? <LoadingLines lines={8} /> : null}
      {query.error !== null && entries.length === 0 ? (
        <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isSuccess && entries.length === 0 ? (
        <EmptyState icon={ScrollText} title={text('timeline.none')}>
          {text('timeline.none.text')}
        </EmptyState>
      ) : null}
      <ol className={classes['log']}>{entries.map((entry, index) => row(entry, entries[index - 1]))}</ol>
      <LoadMore query={query} />
    </>
  )
}
