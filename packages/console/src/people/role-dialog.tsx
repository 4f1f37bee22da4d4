import { TextInput } from '@mantine/core'
import type { GrantedPermission } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'
import { PermissionChecks } from './permission-checks.tsx'

/** A role as it is typed; without an id it is to be made. */
export interface RoleDraft {
  readonly id: string | null
  readonly name: string
  readonly permissions: readonly GrantedPermission[]
}

/** Makes or changes a custom role. */
export function RoleDialog({ draft, onClose }: { draft: RoleDraft; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState(draft.name)
  const [permissions, setPermissions] = useState(draft.permissions)
  const body = { name: name.trim(), permissions: [...permissions] }
  const save = useMutation({
    mutationFn: () =>
      draft.id === null ? call('createRole', { body }) : call('updateRole', { params: { id: draft.id }, body }),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.roles }),
        client.invalidateQueries({ queryKey: queryKeys.members }),
      ])
      onClose()
    },
  })
  const nameRefused = serverRefusal(save.error, 'name', text)
  return (
    <FormDialog
      title={draft.id === null ? text('roles.new') : text('roles.changeOf', { name: draft.name })}
      size="lg"
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={body.name === '' || permissions.length === 0}
      error={save.isError && nameRefused === null ? errorLine(save.error, text) : undefined}
    >
      <TextInput
        label={text('roles.name')}
        required
        maxLength={60}
        data-autofocus
        value={name}
        error={nameRefused}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PermissionChecks value={permissions} onChange={setPermissions} />
    </FormDialog>
  )
}
