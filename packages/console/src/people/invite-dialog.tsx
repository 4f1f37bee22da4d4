import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { type RoleChoice, RoleFields } from './role-fields.tsx'

/** Invites somebody by mail. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const [choice, setChoice] = useState<RoleChoice>({ role: 'readOnly', scope: 'everything' })
  const invite = useMutation({
    mutationFn: () => call('invitePerson', { body: { email: email.trim(), ...choice } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.people })
      await client.invalidateQueries({ queryKey: queryKeys.outbox })
      onClose()
    },
  })
  return (
    <FormDialog
      title={text('people.invite')}
      opened
      onClose={onClose}
      onSubmit={() => invite.mutate()}
      submit={text('people.invite.send')}
      busy={invite.isPending}
      disabled={!email.includes('@')}
      error={invite.isError ? errorLine(invite.error, text) : undefined}
    >
      <TextInput
        type="email"
        label={text('signIn.email')}
        required
        data-autofocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <RoleFields value={choice} onChange={setChoice} />
    </FormDialog>
  )
}
