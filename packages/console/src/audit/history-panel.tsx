import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import classes from './audit.module.css'
import { AuditList } from './audit-list.tsx'
import { auditQuery } from './queries.ts'
import type { AuditSearch } from './search.ts'

/** What was done to one thing, or by one person. */
export function HistoryPanel({ of }: { of: Pick<AuditSearch, 'subjectKind' | 'subject' | 'person'> }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(auditQuery(of))
  const entries = query.data.pages.flatMap((page) => page.items)
  if (entries.length === 0) {
    return (
      <EmptyState icon={History} title={text('audit.none')}>
        {text('audit.history.none')}
      </EmptyState>
    )
  }
  return (
    <>
      <AuditList entries={entries} />
      <LoadMore query={query} />
      <p className={classes['exports']}>
        <Link to="/audit" search={of}>
          {text('audit.inLog')}
        </Link>
      </p>
    </>
  )
}
