import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Door } from './door.tsx'
import { useLinkToken } from './link-token.ts'
import { PasswordField, SHORTEST_PASSWORD } from './password-field.tsx'
import classes from './sign-in.module.css'

/** Asks for the link for a new password, and with the link sets it. */
export function ResetPage() {
  const token = useLinkToken()
  return token === '' ? <AskForLink /> : <SetPassword token={token} />
}

function AskForLink() {
  const text = useText()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => call('requestPasswordReset', { body: { email: email.trim() } }) })
  return (
    <Door title={text('newPassword.title')} lead={text(ask.isSuccess ? 'newPassword.sent' : 'newPassword.ask')}>
      {ask.isSuccess ? null : (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            ask.mutate()
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
          <p role="alert" className={classes['error']}>
            {ask.isError ? errorLine(ask.error, text) : null}
          </p>
          <Button type="submit" size="md" loading={ask.isPending}>
            {text('newPassword.send')}
          </Button>
        </form>
      )}
      <Link to="/sign-in">{text('newPassword.back')}</Link>
    </Door>
  )
}

function SetPassword({ token }: { token: string }) {
  const text = useText()
  const [password, setPassword] = useState('')
  const reset = useMutation({ mutationFn: () => call('resetPassword', { body: { token, password } }) })
  return (
    <Door title={text('newPassword.title')} {...(reset.isSuccess ? { lead: text('newPassword.done') } : {})}>
      {reset.isSuccess ? null : (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            reset.mutate()
          }}
        >
          <PasswordField value={password} onChange={setPassword} />
          <p role="alert" className={classes['error']}>
            {reset.isError ? errorLine(reset.error, text) : null}
          </p>
          <Button type="submit" size="md" loading={reset.isPending} disabled={password.length < SHORTEST_PASSWORD}>
            {text('newPassword.set')}
          </Button>
        </form>
      )}
      <Link to="/sign-in">{text('newPassword.back')}</Link>
    </Door>
  )
}
