import { Button } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'

interface LoadMoreProps {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    fetchNextPage(): unknown
  }
}

/** The next page of a log. */
export function LoadMore({ query }: LoadMoreProps) {
  const text = useText()
  if (!query.hasNextPage) return null
  return (
    <div style={{ display: 'flex', justifyContent: 'center', padding: 12 }}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {text('ui.more')}
      </Button>
    </div>
  )
}
