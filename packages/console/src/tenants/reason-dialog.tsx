import { Textarea } from '@mantine/core'
import type { Tenant } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { startOver } from '../app/start-over.ts'
import { FormDialog } from '../ui/dialog.tsx'

const operations = { visit: 'visitTenant', suspend: 'suspendTenant', resume: 'resumeTenant' } as const

interface ReasonDialogProps {
  readonly tenant: Tenant
  readonly action: keyof typeof operations
  readonly onClose: () => void
}

/** What is done to a tenant for a reason that its own people can read. */
export function ReasonDialog({ tenant, action, onClose }: ReasonDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const act = useMutation({
    mutationFn: async () => {
      await call(operations[action], { params: { slug: tenant.slug }, body: { reason: reason.trim() } })
    },
    onSuccess: async () => {
      if (action === 'visit') startOver()
      else await client.invalidateQueries({ queryKey: queryKeys.tenants })
      onClose()
    },
  })
  return (
    <FormDialog
      title={text(`tenants.${action}Of`, { name: tenant.name })}
      opened
      onClose={onClose}
      onSubmit={() => act.mutate()}
      submit={text(`tenants.${action}`)}
      danger={action === 'suspend'}
      busy={act.isPending}
      disabled={reason.trim() === ''}
      error={act.isError ? errorLine(act.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>{text(`tenants.${action}.text`)}</p>
      <Textarea
        label={text('tenants.reason')}
        description={text('tenants.reason.hint')}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
