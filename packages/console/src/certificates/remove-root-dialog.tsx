import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import classes from './certificates.module.css'
import type { Root } from './roots.tsx'

/** Trusts a root no more, after a question: who stands under it is turned away. */
export function RemoveRootDialog({ root, onClose }: { root: Root | null; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (id: string) => call('deleteTrustedRoot', { params: { id } }),
    onSuccess: () => {
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.roots })
    },
  })
  return (
    <FormDialog
      danger
      title={text('trust.removeTitle')}
      opened={root !== null}
      onClose={onClose}
      onSubmit={() => root !== null && remove.mutate(root.id)}
      submit={text('trust.remove')}
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p className={classes['sentence']}>
        <strong translate="no">{root?.subject}</strong>
      </p>
      {root === null ? null : <p className={classes['sentence']}>{text(`trust.removal.${root.purpose}`)}</p>}
    </FormDialog>
  )
}
