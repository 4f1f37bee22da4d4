import { notifications } from '@mantine/notifications'
import type { StationChange } from '@stationmaster/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import classes from './bulk.module.css'
import { GroupFields } from './group-fields.tsx'
import { LeftOutList } from './left-out-list.tsx'
import { type Selection, stationsOf } from './selection.ts'
import { SiteField } from './site-field.tsx'
import { TagFields } from './tag-fields.tsx'
import { TemplateField } from './template-field.tsx'

export type ChangeKind = 'tags' | 'groups' | 'site' | 'template'

export interface ChangeFieldsProps {
  /** Undefined: nothing is asked for yet. */
  readonly onChange: (change: StationChange | undefined) => void
}

const fields = { tags: TagFields, groups: GroupFields, site: SiteField, template: TemplateField } as const

interface ChangeDialogProps {
  readonly kind: ChangeKind
  readonly selection: Selection
  readonly onClose: () => void
}

/** Asks what to change at the chosen stations, says who would change and who would not, and does it. */
export function ChangeDialog({ kind, selection, onClose }: ChangeDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [change, setChange] = useState<StationChange | undefined>(undefined)
  const stations = stationsOf(selection)
  const rehearsal = useQuery({
    queryKey: [...queryKeys.stationWords, 'rehearsal', stations, change],
    queryFn: () => (change === undefined ? null : call('changeStations', { body: { stations, change, dryRun: true } })),
    enabled: change !== undefined,
    staleTime: 0,
    retry: false,
  })
  const apply = useMutation({
    mutationFn: (wanted: StationChange) =>
      call('changeStations', { body: { stations, change: wanted }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async ({ changed }) => {
      onClose()
      notifications.show({ message: text('bulk.done', { count: changed }) })
      const lists = [queryKeys.stationLists, queryKeys.stationWords, queryKeys.siteLists, queryKeys.configuration]
      await Promise.all(lists.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
  const would = change === undefined ? undefined : (rehearsal.data ?? undefined)
  const Fields = fields[kind]
  const error = apply.error ?? rehearsal.error
  return (
    <FormDialog
      title={text(`bulk.${kind}`)}
      opened
      onClose={onClose}
      onSubmit={() => change !== undefined && apply.mutate(change)}
      submit={text('bulk.apply', { count: would?.changed ?? 0 })}
      busy={apply.isPending}
      disabled={would === undefined || would.changed === 0}
      error={error === null ? undefined : errorLine(error, text)}
    >
      <Fields onChange={setChange} />
      <div role="status" className={classes['outcome']}>
        {would === undefined ? null : (
          <>
            {text('bulk.would', { changed: would.changed, unchanged: would.unchanged })}
            {would.refused === 0 ? null : <LeftOutList count={would.refused} leftOut={would.leftOut} />}
          </>
        )}
      </div>
    </FormDialog>
  )
}
