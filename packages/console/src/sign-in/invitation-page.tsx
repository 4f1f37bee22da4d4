import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { LoadingLines } from '../ui/loading.tsx'
import { Door } from './door.tsx'
import { useLinkToken } from './link-token.ts'
import { PasswordField, SHORTEST_PASSWORD } from './password-field.tsx'
import classes from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'
import { useEnter } from './use-enter.ts'

/** Where the link of an invitation leads. */
export function InvitationPage() {
  const text = useText()
  const token = useLinkToken()
  const offer = useQuery({
    queryKey: queryKeys.invitation,
    queryFn: ({ signal }) => call('readInvitation', { body: { token }, signal }),
    retry: false,
  })
  if (offer.isPending) {
    return (
      <Door title={text('invitation.title')}>
        <LoadingLines />
      </Door>
    )
  }
  if (offer.isError) {
    return (
      <Door title={text('invitation.title')} lead={errorLine(offer.error, text)}>
        {null}
      </Door>
    )
  }
  const { email, tenant, role, roleName, hasAccount } = offer.data
  const roleWord = roleName ?? text.maybe(`role.${role}`) ?? role
  return (
    <Door title={text('invitation.title')} lead={text('invitation.lead', { tenant, role: roleWord })}>
      {hasAccount ? <AsKnown token={token} email={email} /> : <AsNew token={token} email={email} />}
    </Door>
  )
}

function AsNew({ token, email }: { token: string; email: string }) {
  const text = useText()
  const enter = useEnter(undefined)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const accept = useMutation({
    mutationFn: () => call('acceptInvitation', { body: { token, name: name.trim(), password } }),
    onSuccess: enter,
  })
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        accept.mutate()
      }}
    >
      <TextInput type="email" label={text('signIn.email')} autoComplete="username" readOnly value={email} />
      <TextInput
        label={text('setUp.name')}
        autoComplete="name"
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordField value={password} onChange={setPassword} />
      <p role="alert" className={classes['error']}>
        {accept.isError ? errorLine(accept.error, text) : null}
      </p>
      <Button
        type="submit"
        size="md"
        loading={accept.isPending}
        disabled={name.trim() === '' || password.length < SHORTEST_PASSWORD}
      >
        {text('invitation.accept')}
      </Button>
    </form>
  )
}

/** Who has an account signs in with it first: the link alone must not open it. */
function AsKnown({ token, email }: { token: string; email: string }) {
  const text = useText()
  const enter = useEnter(undefined)
  const accept = useMutation({
    mutationFn: () => call('acceptInvitation', { body: { token } }),
    onSuccess: enter,
  })
  return (
    <>
      <p className={classes['lead']}>{text('invitation.known', { email })}</p>
      <Button size="md" loading={accept.isPending} onClick={() => accept.mutate()}>
        {text('invitation.accept')}
      </Button>
      {accept.isError ? (
        <>
          <p role="alert" className={classes['error']}>
            {errorLine(accept.error, text)}
          </p>
          <SignInForm email={email} onSignedIn={() => accept.mutate()} />
        </>
      ) : null}
    </>
  )
}
