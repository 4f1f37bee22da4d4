import type { Role } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'

/** Deletes a custom role that nobody has; says who stands in the way otherwise. */
export function DeleteRoleDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call('deleteRole', { params: { id: role.id } }),
    onSuccess: onClose,
    // Somebody may have been given the role in the meantime: then the list says so.
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.roles }),
  })
  return (
    <FormDialog
      title={text('roles.deleteOf', { name: role.name ?? role.id })}
      opened
      onClose={onClose}
      onSubmit={() => remove.mutate()}
      submit={text('roles.delete')}
      danger
      disabled={role.uses > 0}
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>
        {role.uses > 0 ? text('roles.delete.inUse', { count: role.uses }) : text('roles.delete.text')}
      </p>
    </FormDialog>
  )
}
