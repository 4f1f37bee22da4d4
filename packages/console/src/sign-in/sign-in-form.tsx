import { Button, TextInput } from '@mantine/core'
import type { SignedIn } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { CodeForm } from './code-form.tsx'
import classes from './sign-in.module.css'
import { SignOnChoices } from './sign-on-choices.tsx'

interface SignInFormProps {
  /** Given where only one account will do. */
  readonly email?: string
  /** The tenant that a link has named. */
  readonly tenant?: string | undefined
  /** The page wanted afterwards. */
  readonly next?: string | undefined
  readonly onSignedIn: (answer: Extract<SignedIn, { step: 'done' }> | undefined) => void
}

/** E-mail and password, and the second factor of those who have one. */
export function SignInForm({ email: fixed, tenant, next, onSignedIn }: SignInFormProps) {
  const text = useText()
  const [typed, setTyped] = useState('')
  const [password, setPassword] = useState('')
  const [asksForCode, setAsksForCode] = useState(false)
  const email = fixed ?? typed
  const go = (answer: SignedIn) => (answer.step === 'done' ? onSignedIn(answer) : setAsksForCode(true))
  const signIn = useMutation({
    mutationFn: () => call('signIn', { body: { email: email.trim(), password } }),
    onSuccess: go,
    onError: (error) => {
      // Signed in, but without a tenant so far: enough to accept an invitation to one.
      if (fixed !== undefined && error instanceof ApiError && error.problem.code === 'noMembership')
        onSignedIn(undefined)
    },
  })
  if (asksForCode) return <CodeForm onDone={go} onStartAgain={() => setAsksForCode(false)} />
  return (
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
        readOnly={fixed !== undefined}
        value={email}
        onChange={(event) => setTyped(event.currentTarget.value)}
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
      {fixed === undefined ? <SignOnChoices email={typed} tenant={tenant} next={next} /> : null}
    </form>
  )
}
