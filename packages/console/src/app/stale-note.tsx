import { Alert } from '@mantine/core'
import { CloudOff } from 'lucide-react'
import { Ago } from '../ui/when.tsx'
import { useText } from './i18n/use-text.ts'

interface QueryAge {
  readonly isRefetchError: boolean
  readonly dataUpdatedAt: number
}

/** Says that what is shown is old because the last refresh failed. */
export function StaleNote({ query }: { query: QueryAge }) {
  const text = useText()
  if (!query.isRefetchError) return null
  return (
    <Alert color="orange" icon={<CloudOff size={18} aria-hidden />} role="status">
      {text('stale.note')} <Ago at={new Date(query.dataUpdatedAt).toISOString()} stepMs={1000} />
    </Alert>
  )
}
