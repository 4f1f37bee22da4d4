import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type Token, TokenInput, TokenType } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields } from '../ui/form-errors.ts'
import { inputOf, type TokenForm, tokenForm } from './token-form.ts'

interface TokenDialogProps {
  /** Null keeps the dialog closed. */
  readonly edited: Token | 'new' | null
  readonly onClose: () => void
}

/** Adds a token or changes one. */
export function TokenDialog({ edited, onClose }: TokenDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState<TokenForm>(tokenForm(null))
  const isNew = edited === 'new'
  const save = useMutation({
    mutationFn: () => {
      const { value, ...rest } = inputOf(form)
      if (isNew || edited === null)
        return call('createToken', { body: dropNulls({ value, ...rest }), idempotencyKey: crypto.randomUUID() })
      return call('updateToken', { params: { id: edited.id }, body: rest })
    },
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queryKeys.tokenLists })
    },
  })
  const { reset } = save
  useEffect(() => {
    setForm(tokenForm(edited === 'new' ? null : edited))
    reset()
  }, [edited, reset])
  const set = (part: Partial<TokenForm>) => setForm((known) => ({ ...known, ...part }))
  const refused = refusedFields(TokenInput, dropNulls(inputOf(form)))
  return (
    <FormDialog
      title={text(isNew ? 'tokens.add' : 'tokens.edit')}
      opened={edited !== null}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TextInput
        label={text('tokens.value')}
        description={text('tokens.value.hint')}
        value={form.value}
        required
        disabled={!isNew}
        maxLength={255}
        autoComplete="off"
        error={form.value !== '' && refused.has('value') ? text('tokens.value.invalid') : null}
        onChange={(event) => set({ value: event.currentTarget.value })}
      />
      <TextInput
        label={text('tokens.label')}
        value={form.label}
        maxLength={100}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      <NativeSelect
        label={text('tokens.type')}
        value={form.type}
        data={[...TokenType.options]}
        onChange={(event) => {
          const type = TokenType.safeParse(event.currentTarget.value)
          if (type.success) set({ type: type.data })
        }}
      />
      <TextInput
        type="date"
        label={text('tokens.expires')}
        value={form.expires}
        onChange={(event) => set({ expires: event.currentTarget.value })}
      />
      <TextInput
        label={text('tokens.group')}
        description={text('tokens.group.hint')}
        value={form.group}
        maxLength={255}
        onChange={(event) => set({ group: event.currentTarget.value })}
      />
      <TextInput
        type="number"
        label={text('tokens.maxConcurrent')}
        description={text('tokens.maxConcurrent.hint')}
        min={1}
        max={1000}
        value={form.maxConcurrent}
        error={refused.has('maxConcurrent') ? text('tokens.maxConcurrent.invalid') : null}
        onChange={(event) => set({ maxConcurrent: event.currentTarget.value })}
      />
      <Checkbox
        label={text('tokens.blocked')}
        checked={form.blocked}
        onChange={(event) => set({ blocked: event.currentTarget.checked })}
      />
    </FormDialog>
  )
}

/** A new token says nothing of what it does not have; only "no limit" is a null of its own. */
function dropNulls(input: ReturnType<typeof inputOf>) {
  const { label, expiresAt, groupValue, ...rest } = input
  return {
    ...rest,
    ...(label === null ? {} : { label }),
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(groupValue === null ? {} : { groupValue }),
  }
}
