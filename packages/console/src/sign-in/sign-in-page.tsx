import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Door } from './door.tsx'
import { welcomeQuery } from './queries.ts'
import classes from './sign-in.module.css'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const text = useText()
  const { next } = route.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  const { data: welcome } = useSuspenseQuery(welcomeQuery)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => call('signIn', { body: { email: email.trim(), password } }),
    onSuccess: (me) => {
      client.setQueryData(queryKeys.me, me)
      router.history.push(next ?? '/')
    },
  })
  if (!welcome.ownerExists) {
    return (
      <Door title={text('signIn.first')} lead={text('signIn.first.text')}>
        <code className={classes['sample']} translate="no">
          {location.origin}/setup#token=…
        </code>
      </Door>
    )
  }
  return (
    <Door title={text('signIn.title')}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <TextInput
          type="email"
          label={text('signIn.email')}
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          type="password"
          label={text('signIn.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p role="alert" className={classes['error']}>
          {signIn.isError ? errorLine(signIn.error, text) : null}
        </p>
        <Button type="submit" size="md" loading={signIn.isPending}>
          {text('signIn.submit')}
        </Button>
      </form>
    </Door>
  )
}
