import type { QuirkProfile } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'

interface DeleteProfileDialogProps {
  /** Null keeps the dialog closed. */
  readonly profile: QuirkProfile | null
  readonly onClose: () => void
}

export function DeleteProfileDialog({ profile, onClose }: DeleteProfileDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => call('deleteQuirkProfile', { params: { id } }),
    onSuccess: () => {
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.quirkProfiles })
    },
  })
  const id = profile?.id ?? null
  return (
    <FormDialog
      danger
      title={text('quirks.deleteTitle')}
      opened={profile !== null}
      onClose={onClose}
      onSubmit={() => id !== null && remove.mutate(id)}
      submit={text('ui.delete')}
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>
        <strong translate="no">{profile?.name}</strong>: {text('quirks.delete.text')}
      </p>
    </FormDialog>
  )
}
