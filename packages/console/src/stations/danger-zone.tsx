import { Button, TextInput } from '@mantine/core'
import type { StationDetail } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { Panel } from '../ui/panel.tsx'
import { CredentialsDialog } from './dialogs/credentials-dialog.tsx'
import classes from './station.module.css'

/** What cannot be undone: a new password, and removing the station. */
export function DangerZone({ station }: { station: StationDetail }) {
  const text = useText()
  const [deleting, setDeleting] = useState(false)
  const rotate = useMutation({
    mutationFn: () => call('rotateStationPassword', { params: { stationId: station.id } }),
  })
  return (
    <Panel title={text('station.danger')}>
      <div className={classes['danger']}>
        <May call="rotateStationPassword">
          <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>
            {text('station.rotate')}
          </Button>
        </May>
        <Button variant="outline" color="red" onClick={() => setDeleting(true)}>
          {text('station.delete')}
        </Button>
      </div>
      <p role="alert" className={classes['sentence']}>
        {rotate.isError ? errorLine(rotate.error, text) : null}
      </p>
      <CredentialsDialog
        title={text('station.rotated')}
        credentials={rotate.data ?? null}
        onClose={() => rotate.reset()}
      />
      <DeleteDialog station={station} opened={deleting} onClose={() => setDeleting(false)} />
    </Panel>
  )
}

interface DeleteDialogProps {
  readonly station: StationDetail
  readonly opened: boolean
  readonly onClose: () => void
}

function DeleteDialog({ station, opened, onClose }: DeleteDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const remove = useMutation({
    mutationFn: () => call('deleteStation', { params: { stationId: station.id } }),
    onSuccess: async () => {
      await navigate({ to: '/stations' })
      client.removeQueries({ queryKey: queryKeys.station(station.id) })
      await client.invalidateQueries({ queryKey: queryKeys.stationLists })
    },
  })
  return (
    <FormDialog
      title={text('station.delete')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
      submit={text('station.delete')}
      danger
      busy={remove.isPending}
      disabled={typed !== station.id}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p className={classes['sentence']}>{text('station.delete.text')}</p>
      <TextInput
        label={text('station.delete.type', { id: station.id })}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
