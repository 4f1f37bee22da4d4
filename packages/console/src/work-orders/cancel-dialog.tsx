import { TextInput } from '@mantine/core'
import type { WorkOrder } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'
import { useOrderChanged } from './use-order-changed.ts'

/** Calls an order off, with the reason. */
export function CancelDialog({ order, onClose }: { order: WorkOrder; onClose: () => void }) {
  const text = useText()
  const changed = useOrderChanged()
  const [reason, setReason] = useState('')
  const cancel = useMutation({
    mutationFn: () => call('cancelWorkOrder', { params: { id: order.id }, body: { reason: reason.trim() } }),
    onSuccess: onClose,
    onSettled: () => changed(),
  })
  return (
    <FormDialog
      title={text('work.cancel')}
      opened
      onClose={onClose}
      onSubmit={() => cancel.mutate()}
      submit={text('work.cancel')}
      danger
      busy={cancel.isPending}
      disabled={reason.trim() === ''}
      error={cancel.isError ? errorLine(cancel.error, text) : undefined}
    >
      <TextInput
        label={text('work.reason')}
        required
        maxLength={500}
        value={reason}
        error={serverRefusal(cancel.error, 'reason', text)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
