import { Button } from '@mantine/core'
import type { Driver } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { exportAddress } from '../privacy/queries.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { DriverDialog } from './driver-dialog.tsx'

const EraseDialog = lazy(async () => ({ default: (await import('../privacy/erase-dialog.tsx')).EraseDialog }))

/** What can be done with a driver. */
export function DriverActions({ driver }: { driver: Driver }) {
  const text = useText()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'delete' | 'erase' | null>(null)
  const close = () => setOpen(null)
  const leave = () => void navigate({ to: '/drivers' })
  return (
    <>
      {may.call('exportPersonalData') ? (
        <Button variant="default" component="a" href={exportAddress({ driverId: driver.id })} download>
          {text('tokens.export')}
        </Button>
      ) : null}
      <May call="updateDriver">
        <Button variant="default" onClick={() => setOpen('edit')}>
          {text('drivers.edit')}
        </Button>
      </May>
      {may.call('erasePersonalData') ? (
        <Button variant="subtle" color="red" onClick={() => setOpen('erase')}>
          {text('tokens.erase')}
        </Button>
      ) : null}
      <May call="deleteDriver">
        <Button variant="subtle" color="red" onClick={() => setOpen('delete')}>
          {text('ui.delete')}
        </Button>
      </May>
      {open === 'edit' ? <DriverDialog driver={driver} onClose={close} /> : null}
      {open === 'delete' ? <DeleteDialog driver={driver} onClose={close} onDeleted={leave} /> : null}
      {open === 'erase' ? (
        <Suspense fallback={null}>
          <EraseDialog name={driver.name} whose={{ driverId: driver.id }} onClose={close} onErased={leave} />
        </Suspense>
      ) : null}
    </>
  )
}

interface DeleteDialogProps {
  readonly driver: Driver
  readonly onClose: () => void
  readonly onDeleted: () => void
}

function DeleteDialog({ driver, onClose, onDeleted }: DeleteDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call('deleteDriver', { params: { id: driver.id } }),
    onSuccess: async () => {
      onClose()
      onDeleted()
      await Promise.all(
        [queryKeys.driverLists, queryKeys.tokenLists].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
    },
  })
  return (
    <FormDialog
      title={text('drivers.delete', { driver: driver.name })}
      opened
      onClose={onClose}
      onSubmit={() => remove.mutate()}
      submit={text('ui.delete')}
      danger
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>{text('drivers.delete.text', { count: driver.tokenCount })}</p>
    </FormDialog>
  )
}
