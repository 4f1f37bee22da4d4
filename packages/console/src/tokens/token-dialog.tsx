import { type Token, TokenInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import type { ChosenDriver } from './driver-field.tsx'
import { TokenFields } from './token-fields.tsx'
import { inputOf, newTokenOf, type TokenForm, tokenForm } from './token-form.ts'

interface TokenDialogProps {
  /** Null keeps the dialog closed. */
  readonly edited: Token | 'new' | null
  /** Whose a new one is. */
  readonly driver?: ChosenDriver
  readonly onClose: () => void
}

/** Adds a token or changes one. */
export function TokenDialog({ edited, driver, onClose }: TokenDialogProps) {
  const text = useText()
  const [form, setForm] = useState<TokenForm>(tokenForm(null))
  const isNew = edited === 'new'
  const save = useSaveToken(edited, onClose)
  const { reset } = save
  useEffect(() => {
    setForm(tokenForm(edited === 'new' ? null : edited, driver))
    reset()
  }, [edited, driver, reset])
  const refused = refusedFields(TokenInput, newTokenOf(form))
  return (
    <FormDialog
      title={text(isNew ? 'tokens.add' : 'tokens.edit')}
      opened={edited !== null}
      onClose={onClose}
      onSubmit={() => save.mutate(form)}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TokenFields
        form={form}
        set={(part) => {
          reset()
          setForm((known) => ({ ...known, ...part }))
        }}
        refused={refused}
        valueRefusal={serverRefusal(save.error, 'value', text)}
        isNew={isNew}
      />
    </FormDialog>
  )
}

function useSaveToken(edited: TokenDialogProps['edited'], onSaved: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (form: TokenForm) => {
      if (edited === 'new' || edited === null)
        return call('createToken', { body: newTokenOf(form), idempotencyKey: crypto.randomUUID() })
      const { value: _, ...changes } = inputOf(form)
      return call('updateToken', { params: { id: edited.id }, body: changes })
    },
    onSuccess: async () => {
      onSaved()
      await Promise.all(
        [queryKeys.tokenLists, queryKeys.drivers].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
    },
  })
}
