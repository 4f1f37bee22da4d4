import { Button, TextInput } from '@mantine/core'
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, ScrollText } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { ChoiceField, FilterBar, SearchField } from '../ui/filter-bar.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './audit.module.css'
import { AuditList } from './audit-list.tsx'
import { actionWord } from './audit-words.ts'
import { auditActionsQuery, auditExportAddress, auditQuery } from './queries.ts'
import { type AuditSearch, actorKinds } from './search.ts'
import { Verification } from './verification.tsx'

const route = getRouteApi('/app/audit')

/** What was done, by whom, and why. */
export function AuditPage() {
  const text = useText()
  const search = route.useSearch()
  return (
    <Page title={text('nav.audit')} lead={text('audit.lead')}>
      <Panel flush title={text('audit.entries')} aside={<Verification />}>
        <Widget lines={2}>
          <Filters search={search} />
        </Widget>
        <Widget lines={8} key={JSON.stringify(search)}>
          <Entries search={search} />
        </Widget>
      </Panel>
    </Page>
  )
}

function Filters({ search }: { search: AuditSearch }) {
  const text = useText()
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(auditActionsQuery)
  const change = (part: AuditSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const choose = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      aria-label={text(`audit.${name}`)}
      leftSection={<span className={classes['dim']}>{text(`audit.${name}`)}</span>}
      leftSectionWidth={56}
      value={search[name] ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <FilterBar>
      <SearchField label={text('audit.search')} value={search.search} onSearch={(words) => change({ search: words })} />
      <ChoiceField
        label={text('audit.action')}
        any={text('audit.anyAction')}
        options={data.items.map((action) => ({ value: action, label: actionWord(text, action) }))}
        value={search.action}
        onChoose={(action) => change({ action })}
      />
      <ChoiceField
        label={text('audit.actor')}
        any={text('audit.anyActor')}
        options={actorKinds.map((value) => ({ value, label: text(`audit.actor.${value}`) }))}
        value={search.actorKind}
        onChoose={(actorKind) => change({ actorKind })}
      />
      {choose('from')}
      {choose('to')}
      {search.subject === undefined && search.person === undefined ? null : (
        <Button
          variant="light"
          onClick={() => change({ subject: undefined, subjectKind: undefined, person: undefined })}
        >
          {text('audit.everything')}
        </Button>
      )}
    </FilterBar>
  )
}

function Entries({ search }: { search: AuditSearch }) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(auditQuery(search))
  const entries = query.data.pages.flatMap((page) => page.items)
  return (
    <>
      <StaleNote query={query} />
      {entries.length === 0 ? (
        <EmptyState icon={ScrollText} title={text('audit.none')}>
          {text('audit.none.text')}
        </EmptyState>
      ) : (
        <AuditList entries={entries} />
      )}
      <LoadMore query={query} />
      <div className={classes['exports']}>
        {(['csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={auditExportAddress(search, format)}
            download
            variant="default"
            size="compact-md"
            leftSection={<Download size={16} aria-hidden />}
          >
            {text('audit.export', { format: format.toUpperCase() })}
          </Button>
        ))}
      </div>
    </>
  )
}
