import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { CatchBoundary } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { LoadingLines } from '../ui/loading.tsx'
import { ErrorState } from '../ui/message.tsx'
import { errorWords } from './errors.ts'
import { useText } from './i18n/use-text.ts'

/** A part of a page that loads and fails by itself; the rest of the page goes on. */
export function Widget({ lines = 4, children }: { lines?: number; children: ReactNode }) {
  const text = useText()
  const { reset } = useQueryErrorResetBoundary()
  return (
    <CatchBoundary
      getResetKey={() => 'widget'}
      errorComponent={({ error, reset: again }) => (
        <ErrorState
          words={errorWords(error, text)}
          onRetry={() => {
            reset()
            again()
          }}
        />
      )}
    >
      <Suspense fallback={<LoadingLines lines={lines} />}>{children}</Suspense>
    </CatchBoundary>
  )
}
