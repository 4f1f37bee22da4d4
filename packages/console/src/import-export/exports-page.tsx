import type { Export } from '@stationmaster/server/contract'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import type { Tone } from '../app/theme/palette.ts'
import { FileSize } from '../files/file-size.tsx'
import { ToneMark } from '../status/tone-mark.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import { When } from '../ui/when.tsx'
import classes from './import-export.module.css'
import { exportListQuery } from './queries.ts'

const tones: Readonly<Record<Export['state'], Tone>> = {
  queued: 'neutral',
  running: 'charging',
  ready: 'available',
  failed: 'faulted',
  gone: 'offline',
}

/** Files that were made in the background. */
export function ExportsPage() {
  const text = useText()
  const query = useSuspenseInfiniteQuery(exportListQuery)
  return (
    <Page title={text('export.title')} lead={text('export.lead')}>
      <Panel flush>
        <RecordTable
          label={text('export.title')}
          rows={query.data.pages.flatMap((page) => page.items)}
          keyOf={({ id }) => id}
          columns={[
            {
              id: 'what',
              header: text('export.what'),
              cell: ({ kind, format }) => `${text(`nav.${kind}`)}, ${format.toUpperCase()}`,
            },
            { id: 'asked', header: text('export.asked'), cell: ({ createdAt }) => <When at={createdAt} /> },
            {
              id: 'state',
              header: text('export.state'),
              cell: (one) => (
                <>
                  <ToneMark tone={tones[one.state]}>{text(`export.state.${one.state}`)}</ToneMark>
                  {one.detail === null ? null : <span className={classes['dim']}> {one.detail}</span>}
                </>
              ),
            },
            { id: 'rows', header: text('export.rows'), cell: ({ rows }) => rows },
            { id: 'file', header: text('export.file'), cell: (one) => <FileLink one={one} /> },
          ]}
          empty={
            <EmptyState icon={FileDown} title={text('export.none')}>
              {text('export.none.text')}
            </EmptyState>
          }
        />
        <LoadMore query={query} />
      </Panel>
    </Page>
  )
}

function FileLink({ one }: { one: Export }) {
  const text = useText()
  if (one.state !== 'ready' || one.sizeBytes === null) return '–'
  return (
    <a href={`/api/v1/exports/${one.id}/content`} download className={classes['link']}>
      {text('export.save')} (<FileSize bytes={one.sizeBytes} />)
    </a>
  )
}
