import { Skeleton } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'

/** Grey lines where content will be. */
export function LoadingLines({ lines = 4, height = 20 }: { lines?: number; height?: number }) {
  const text = useText()
  return (
    <div role="status" aria-label={text('ui.loading')} style={{ display: 'grid', gap: 12, padding: 16 }}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} height={height} width={`${100 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  )
}
