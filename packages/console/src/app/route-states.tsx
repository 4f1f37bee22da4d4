import { Button } from '@mantine/core'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState, ErrorState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { errorWords } from './errors.ts'
import { useText } from './i18n/use-text.ts'

/** A screen that could not be loaded. */
export function RouteError({ error }: ErrorComponentProps) {
  const text = useText()
  const router = useRouter()
  const words = errorWords(error, text)
  return (
    <Page title={words.title}>
      <Panel>
        <ErrorState words={words} onRetry={() => void router.invalidate()} />
      </Panel>
    </Page>
  )
}

export function RoutePending() {
  return (
    <Panel>
      <LoadingLines lines={8} height={28} />
    </Panel>
  )
}

/** 404. */
export function NotFound() {
  const text = useText()
  return (
    <Page title={text('notFound.title')}>
      <Panel>
        <EmptyState
          icon={SearchX}
          title={text('notFound.heading')}
          action={
            <Button component={Link} to="/" variant="light">
              {text('notFound.home')}
            </Button>
          }
        >
          {text('notFound.text')}
        </EmptyState>
      </Panel>
    </Page>
  )
}
