import { TextInput } from '@mantine/core'
import type { Tenant } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'

export function RenameDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState(tenant.name)
  const rename = useMutation({
    mutationFn: () => call('renameTenant', { params: { slug: tenant.slug }, body: { name: name.trim() } }),
    onSuccess: async () => {
      await Promise.all([queryKeys.tenants, queryKeys.me].map((queryKey) => client.invalidateQueries({ queryKey })))
      onClose()
    },
  })
  return (
    <FormDialog
      title={text('tenants.renameOf', { name: tenant.name })}
      opened
      onClose={onClose}
      onSubmit={() => rename.mutate()}
      submit={text('ui.save')}
      busy={rename.isPending}
      disabled={name.trim() === ''}
      error={rename.isError ? errorLine(rename.error, text) : undefined}
    >
      <TextInput
        label={text('tenants.name')}
        error={name.trim() === '' ? text('tenants.name.missing') : null}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
