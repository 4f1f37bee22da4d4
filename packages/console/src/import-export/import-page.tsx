import { NativeSelect } from '@mantine/core'
import type { AppliedImport, ImportKind } from '@stationmaster/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './import-export.module.css'
import { ImportPreview } from './import-preview.tsx'
import { ImportResult } from './import-result.tsx'
import { importKinds, importQuery } from './queries.ts'
import { readText } from './read-text.ts'

const route = getRouteApi('/app/import')
type Format = 'csv' | 'json' | 'ocpi'

const lists = { stations: '/stations', sites: '/sites', tokens: '/tokens' } as const

/** Stations, sites or tokens from a file: first looked at, then written. */
export function ImportPage() {
  const text = useText()
  const { kind, id } = route.useSearch()
  const [applied, setApplied] = useState<AppliedImport | null>(null)
  const { data: found } = useQuery({ ...importQuery(id ?? ''), enabled: id !== undefined })
  const preview = applied?.import ?? found
  return (
    <Page
      title={text('import.title')}
      lead={text('import.lead')}
      actions={
        <Link to={lists[kind]} className={classes['link']}>
          {text('import.back')}
        </Link>
      }
    >
      <FileStep key={kind} kind={kind} onNew={() => setApplied(null)} />
      {preview === undefined ? null : preview.appliedAt === null ? (
        <ImportPreview preview={preview} onApplied={setApplied} />
      ) : (
        <ImportResult done={preview} credentials={applied?.credentials ?? []} />
      )}
    </Page>
  )
}

/** Which file, and what is in it. */
function FileStep({ kind, onNew }: { kind: ImportKind; onNew: () => void }) {
  const text = useText()
  const may = useMay()
  const client = useQueryClient()
  const navigate = route.useNavigate()
  const fileId = useId()
  const [ocpi, setOcpi] = useState(false)
  const look = useMutation({
    mutationFn: async (file: File) => {
      const format: Format = ocpi ? 'ocpi' : /\.json$/i.test(file.name) ? 'json' : 'csv'
      const body = { kind, format, fileName: file.name.slice(0, 200), content: await readText(file) }
      return call('previewImport', { body })
    },
    onSuccess: async (preview) => {
      onNew()
      client.setQueryData(queryKeys.import(preview.id), preview)
      await navigate({ search: { kind, id: preview.id }, replace: true })
    },
  })
  const kinds = importKinds.filter((one) => may(`${one}.write`))
  return (
    <Panel title={text('import.file')}>
      <div className={classes['fields']}>
        <NativeSelect
          label={text('import.kind')}
          value={kind}
          data={kinds.map((value) => ({ value, label: text(`nav.${value}`) }))}
          onChange={(event) => {
            const chosen = kinds.find((one) => one === event.currentTarget.value)
            if (chosen !== undefined) void navigate({ search: { kind: chosen }, replace: true })
          }}
        />
        {kind === 'sites' ? (
          <NativeSelect
            label={text('import.format')}
            value={ocpi ? 'ocpi' : 'table'}
            data={[
              { value: 'table', label: text('import.format.table') },
              { value: 'ocpi', label: text('import.format.ocpi') },
            ]}
            onChange={(event) => setOcpi(event.currentTarget.value === 'ocpi')}
          />
        ) : null}
        <div>
          <label htmlFor={fileId} className={classes['label']}>
            {text('import.choose')}
          </label>
          <input
            id={fileId}
            type="file"
            accept=".csv,.tsv,.txt,.json"
            disabled={look.isPending}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              // The same file may be chosen again after it was mended.
              event.currentTarget.value = ''
              if (file !== undefined) look.mutate(file)
            }}
          />
        </div>
      </div>
      <p className={classes['hint']}>
        {text('import.hint')}{' '}
        <a href={`/api/v1/export/${kind}?format=csv`} download className={classes['link']}>
          {text('import.template')}
        </a>
      </p>
      <p role="status" className={classes['hint']}>
        {look.isPending ? text('import.looking') : ''}
      </p>
      {look.isError ? (
        <p role="alert" className={classes['error']}>
          {errorLine(look.error, text)}
        </p>
      ) : null}
    </Panel>
  )
}
