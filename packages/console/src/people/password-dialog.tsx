import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { PasswordField, SHORTEST_PASSWORD } from '../sign-in/password-field.tsx'
import { FormDialog } from '../ui/dialog.tsx'

/** Changes the reader's password; their other browsers are signed out. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => call('changePassword', { body: { current, password } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.mySessions })
      onClose()
    },
  })
  return (
    <FormDialog
      title={text('mySecurity.password')}
      opened
      onClose={onClose}
      onSubmit={() => change.mutate()}
      submit={text('ui.save')}
      busy={change.isPending}
      disabled={current === '' || password.length < SHORTEST_PASSWORD}
      error={change.isError ? errorLine(change.error, text) : undefined}
    >
      <TextInput
        type="password"
        label={text('mySecurity.current')}
        autoComplete="current-password"
        required
        data-autofocus
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordField value={password} onChange={setPassword} />
    </FormDialog>
  )
}
