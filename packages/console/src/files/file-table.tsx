import { Button } from '@mantine/core'
import type { StoredFile } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileArchive } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { meQuery } from '../app/me.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { EmptyState } from '../ui/message.tsx'
import { type RecordColumn, RecordTable } from '../ui/record-table.tsx'
import { Ago, When } from '../ui/when.tsx'
import { FileSize } from './file-size.tsx'
import classes from './files.module.css'
import { fileListQuery } from './queries.ts'

interface FileTableProps {
  readonly purpose: 'firmware' | 'log'
  readonly stationId?: string
}

/** What is in the store, to be fetched or thrown away. */
export function FileTable({ purpose, stationId }: FileTableProps) {
  const text = useText()
  const [deleted, setDeleted] = useState<StoredFile | null>(null)
  const may = useMay()
  const { data: me } = useSuspenseQuery(meQuery)
  // Images are the whole tenant's: other sites may be about to install them.
  const mayDelete = may.call('deleteFile') && (purpose === 'log' || me.scope === 'everything')
  const query = useSuspenseInfiniteQuery({
    ...fileListQuery({ purpose, ...(stationId === undefined ? {} : { stationId }) }),
    refetchInterval: 10_000,
  })
  const label = text(purpose === 'firmware' ? 'files.images' : 'files.logs')
  return (
    <>
      <RecordTable
        label={label}
        rows={query.data.pages.flatMap((page) => page.items)}
        keyOf={({ id }) => id}
        columns={columns(text, purpose, mayDelete ? setDeleted : undefined)}
        empty={
          <EmptyState icon={FileArchive} title={text(purpose === 'firmware' ? 'files.noImages' : 'files.noLogs')}>
            {text(purpose === 'firmware' ? 'files.noImages.text' : 'files.noLogs.text')}
          </EmptyState>
        }
      />
      <LoadMore query={query} />
      <DeleteFileDialog file={deleted} onClose={() => setDeleted(null)} />
    </>
  )
}

function columns(
  text: Text,
  purpose: FileTableProps['purpose'],
  onDelete: ((file: StoredFile) => void) | undefined,
): readonly RecordColumn<StoredFile>[] {
  return [
    { id: 'name', header: text('files.name'), cell: (file) => <FileName file={file} /> },
    purpose === 'firmware'
      ? {
          id: 'for',
          header: text('files.for'),
          cell: ({ vendor, model, version }: StoredFile) => (
            <span translate="no">{[vendor, model, version].filter((part) => part !== null).join(' · ') || '–'}</span>
          ),
        }
      : {
          id: 'station',
          header: text('stations.station'),
          cell: (file: StoredFile) => <span translate="no">{file.stationId ?? '–'}</span>,
        },
    { id: 'size', header: text('files.size'), cell: ({ sizeBytes }) => <FileSize bytes={sizeBytes} /> },
    { id: 'stored', header: text('files.stored'), cell: ({ storedAt }) => <Stored at={storedAt} /> },
    {
      id: 'kept',
      header: text('files.kept'),
      cell: ({ deleteAfter }) => (deleteAfter === null ? text('files.always') : <When at={deleteAfter} />),
    },
    {
      id: 'actions',
      header: text('ui.actions'),
      cell: (file) => (
        <>
          {purpose === 'firmware' && file.storedAt !== null ? <InstallLink file={file} /> : null}
          {onDelete === undefined ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={text('files.deleteOne', { name: file.name })}
              onClick={() => onDelete(file)}
            >
              {text('ui.delete')}
            </Button>
          )}
        </>
      ),
    },
  ]
}

/** Leads to the run that gives an image to the stations it is for. */
function InstallLink({ file: { id, name, vendor, model } }: { file: StoredFile }) {
  const text = useText()
  const search = [vendor, model].filter((part) => part !== null).join(' ')
  return (
    <May send="updateFirmware">
      <Button
        size="compact-sm"
        variant="light"
        aria-label={text('files.installOne', { name })}
        renderRoot={(props) => (
          <Link
            {...props}
            to="/runs/new"
            preload={false}
            search={{ command: 'updateFirmware', fileId: id, ...(search === '' ? {} : { search }) }}
          />
        )}
      >
        {text('files.install')}
      </Button>
    </May>
  )
}

function Stored({ at }: { at: string | null }) {
  const text = useText()
  return at === null ? text('files.awaited') : <Ago at={at} />
}

function FileName({ file }: { file: StoredFile }) {
  if (file.storedAt === null) return <span translate="no">{file.name}</span>
  return (
    <a className={classes['download']} href={`/api/v1/files/${file.id}/content`} download translate="no">
      {file.name}
    </a>
  )
}

function DeleteFileDialog({ file, onClose }: { file: StoredFile | null; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => call('deleteFile', { params: { id } }),
    onSuccess: () => {
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.fileLists })
    },
  })
  return (
    <FormDialog
      danger
      title={text('files.deleteTitle')}
      opened={file !== null}
      onClose={onClose}
      onSubmit={() => file !== null && remove.mutate(file.id)}
      submit={text('ui.delete')}
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>
        <strong translate="no">{file?.name}</strong> {text('files.delete.text')}
      </p>
    </FormDialog>
  )
}
