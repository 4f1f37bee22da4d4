import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { LoadingLines } from '../ui/loading.tsx'
import { previewQuery, type Whose } from './queries.ts'
import { TableCounts } from './table-counts.tsx'

interface EraseDialogProps {
  /** The token as on the card, or the driver. */
  readonly name: string
  readonly whose: Whose
  readonly onClose: () => void
  readonly onErased?: () => void
}

/** Shows what is known of a driver, and erases it for a reason. */
export function EraseDialog({ name, whose, onClose, onErased }: EraseDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const preview = useQuery(previewQuery(whose))
  const erase = useMutation({
    mutationFn: () =>
      call('erasePersonalData', {
        body: { ...whose, reason: reason.trim() },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: async ({ standIns }) => {
      notifications.show({ message: text('privacy.erasing', { standIn: standIns.join(', ') }) })
      onClose()
      onErased?.()
      await Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.driverLists }),
        client.invalidateQueries({ queryKey: queryKeys.tokenLists }),
        client.invalidateQueries({ queryKey: queryKeys.erasures }),
      ])
    },
  })
  const isCharging = (preview.data?.activeSessions ?? 0) > 0
  const failure = erase.error ?? preview.error
  return (
    <FormDialog
      title={text('privacy.eraseOf', { token: name })}
      opened
      onClose={onClose}
      onSubmit={() => erase.mutate()}
      submit={text('privacy.erase')}
      danger
      busy={erase.isPending}
      disabled={preview.data === undefined || isCharging || reason.trim() === ''}
      error={failure === null ? undefined : errorLine(failure, text)}
    >
      <p style={{ margin: 0 }}>{text('privacy.erase.text')}</p>
      {preview.isPending ? <LoadingLines lines={3} /> : null}
      {preview.data === undefined ? null : (
        <TableCounts label={text('privacy.known', { rows: preview.data.rows })} tables={preview.data.tables} />
      )}
      {isCharging ? <p role="alert">{text('privacy.charging')}</p> : null}
      <TextInput
        label={text('privacy.reason')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
