import { Button } from '@mantine/core'
import type { AppliedImport, Import, ImportRow } from '@stationmaster/server/contract'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import type { Tone } from '../app/theme/palette.ts'
import { ToneMark } from '../status/tone-mark.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import classes from './import-export.module.css'
import { importActions, importRowsQuery } from './queries.ts'

const route = getRouteApi('/app/import')

const tones: Readonly<Record<ImportRow['action'], Tone>> = {
  create: 'available',
  change: 'charging',
  unchanged: 'neutral',
  refused: 'faulted',
}

interface ImportPreviewProps {
  readonly preview: Import
  readonly onApplied: (applied: AppliedImport) => void
}

/** What the file would do, row by row, and the button that has it done. */
export function ImportPreview({ preview, onApplied }: ImportPreviewProps) {
  const text = useText()
  const client = useQueryClient()
  const { counts } = preview
  const apply = useMutation({
    mutationFn: () => call('applyImport', { params: { id: preview.id } }),
    onSuccess: async (applied) => {
      client.setQueryData(queryKeys.import(preview.id), applied.import)
      onApplied(applied)
      const lists = [queryKeys.stationLists, queryKeys.siteLists, queryKeys.tokenLists, queryKeys.map]
      await Promise.all(lists.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
  const toWrite = counts.create + counts.change
  const against = counts.refused > 0 ? 'import.mend' : toWrite === 0 ? 'import.nothing' : null
  return (
    <Panel
      title={text('import.preview')}
      aside={
        <span className={classes['dim']} translate="no">
          {preview.fileName}
        </span>
      }
    >
      <Counts preview={preview} />
      {preview.ignoredColumns.length === 0 ? null : (
        <p className={classes['hint']}>
          {text('import.ignored')} <span translate="no">{preview.ignoredColumns.join(', ')}</span>
        </p>
      )}
      <div className={classes['apply']}>
        <Button loading={apply.isPending} disabled={against !== null} onClick={() => apply.mutate()}>
          {text('import.apply', { count: toWrite })}
        </Button>
        <span className={classes['dim']}>{against === null ? text('import.promise') : text(against)}</span>
      </div>
      {apply.isError ? (
        <p role="alert" className={classes['error']}>
          {errorLine(apply.error, text)}
        </p>
      ) : null}
      <Rows preview={preview} />
    </Panel>
  )
}

/** How many rows do what; each figure shows its rows. */
function Counts({ preview }: { preview: Import }) {
  const text = useText()
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (action: typeof show) =>
    void navigate({ search: (search) => ({ ...search, show: action }), replace: true, resetScroll: false })
  const all = importActions.reduce((sum, action) => sum + preview.counts[action], 0)
  return (
    <fieldset className={classes['counts']}>
      <legend className="sm-visually-hidden">{text('import.show')}</legend>
      <Button
        size="xs"
        variant={show === undefined ? 'light' : 'default'}
        aria-pressed={show === undefined}
        onClick={() => choose(undefined)}
      >
        {text('import.count.all', { count: all })}
      </Button>
      {importActions.map((action) => (
        <Button
          key={action}
          size="xs"
          variant={show === action ? 'light' : 'default'}
          aria-pressed={show === action}
          disabled={preview.counts[action] === 0}
          onClick={() => choose(action)}
        >
          {text(`import.count.${action}`, { count: preview.counts[action] })}
        </Button>
      ))}
    </fieldset>
  )
}

function Rows({ preview }: { preview: Import }) {
  const text = useText()
  const { show } = route.useSearch()
  const query = useInfiniteQuery(importRowsQuery(preview.id, show))
  if (query.data === undefined) return null
  return (
    <>
      <RecordTable
        label={text('import.rows')}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ row }) => String(row)}
        columns={[
          { id: 'row', header: text('import.row'), cell: ({ row }) => row },
          { id: 'name', header: text('import.name'), cell: ({ name }) => <span translate="no">{name || '–'}</span> },
          {
            id: 'action',
            header: text('import.action'),
            cell: ({ action }) => <ToneMark tone={tones[action]}>{text(`import.action.${action}`)}</ToneMark>,
          },
          { id: 'what', header: text('import.what'), cell: (row) => <What row={row} /> },
        ]}
        empty={null}
      />
      <LoadMore query={query} />
    </>
  )
}

/** Problems by column, else what changes from what to what. */
function What({ row: { problems, changes } }: { row: ImportRow }) {
  if (problems.length > 0) {
    return (
      <ul className={classes['what']}>
        {problems.map(({ column, rule }) => (
          <li key={`${column} ${rule}`} className={classes['problem']} translate="no">
            {column === '' ? rule : `${column}: ${rule}`}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <ul className={classes['what']} translate="no">
      {changes.map(({ column, from, to }) => (
        <li key={column}>
          {column}: {from === null ? null : <del>{from}</del>} {to === null ? '–' : <ins>{to}</ins>}
        </li>
      ))}
    </ul>
  )
}
