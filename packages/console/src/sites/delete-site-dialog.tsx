import type { Site } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'

interface DeleteSiteDialogProps {
  readonly site: Site | null
  readonly onClose: () => void
  readonly onDeleted?: () => void
}

/** `site` null keeps the dialog closed. */
export function DeleteSiteDialog({ site, onClose, onDeleted }: DeleteSiteDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => call('deleteSite', { params: { id } }),
    onSuccess: async () => {
      onClose()
      onDeleted?.()
      await client.invalidateQueries({ queryKey: queryKeys.siteLists })
      await client.invalidateQueries({ queryKey: queryKeys.stationLists })
    },
  })
  return (
    <FormDialog
      title={text('sites.delete', { site: site?.name })}
      opened={site !== null}
      onClose={onClose}
      onSubmit={() => site !== null && remove.mutate(site.id)}
      submit={text('ui.delete')}
      danger
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>{text('sites.delete.text', { count: site?.stationCount ?? 0 })}</p>
    </FormDialog>
  )
}
