import { Button, TextInput } from '@mantine/core'
import { OwnerSetup } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { refusedFields } from '../ui/form-errors.ts'
import { Door } from './door.tsx'
import { useLinkToken } from './link-token.ts'
import classes from './sign-in.module.css'
import { useEnter } from './use-enter.ts'

/** Redeems the one-time link and makes the owner's account. */
export function SetUpPage() {
  const text = useText()
  const client = useQueryClient()
  const enter = useEnter(undefined)
  const token = useLinkToken()
  const [form, setForm] = useState({ name: '', email: '', password: '' })
  const input = { token, name: form.name, email: form.email.trim(), password: form.password }
  const refused = refusedFields(OwnerSetup, input)
  const setUp = useMutation({
    mutationFn: () => call('setUpOwner', { body: input }),
    onSuccess: async (answer) => {
      // That there is an owner now is news to the door.
      await client.invalidateQueries({ queryKey: queryKeys.welcome })
      enter(answer)
    },
  })
  if (token === '')
    return (
      <Door title={text('setUp.title')} lead={text('setUp.noToken')}>
        {null}
      </Door>
    )
  const field = (name: keyof typeof form) => ({
    value: form[name],
    required: true,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setForm((known) => ({ ...known, [name]: value })),
  })
  return (
    <Door title={text('setUp.title')} lead={text('setUp.lead')}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (refused.size === 0) setUp.mutate()
        }}
      >
        <TextInput label={text('setUp.name')} autoComplete="name" maxLength={100} {...field('name')} />
        <TextInput type="email" label={text('signIn.email')} autoComplete="username" {...field('email')} />
        <TextInput
          type="password"
          label={text('signIn.password')}
          description={text('setUp.password.hint')}
          autoComplete="new-password"
          error={form.password !== '' && refused.has('password') ? text('setUp.password.short') : null}
          {...field('password')}
        />
        <p role="alert" className={classes['error']}>
          {setUp.isError ? errorLine(setUp.error, text) : null}
        </p>
        <Button type="submit" size="md" loading={setUp.isPending} disabled={refused.size > 0}>
          {text('setUp.submit')}
        </Button>
      </form>
    </Door>
  )
}
