import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { Door } from './door.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { welcomeQuery } from './queries.ts'
import classes from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'
import { useEnter } from './use-enter.ts'

const route = getRouteApi('/door/sign-in')

export function SignInPage() {
  const text = useText()
  const { next, tenant } = route.useSearch()
  const { data: welcome } = useSuspenseQuery(welcomeQuery(tenant))
  const enter = useEnter(next)
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
    <Door title={text('signIn.title')} tenant={tenant}>
      <SignInForm
        tenant={tenant}
        next={next}
        onSignedIn={(answer) => (answer === undefined ? undefined : enter(answer))}
      />
      <PasskeyButton next={next} />
      <Link to="/reset">{text('signIn.forgot')}</Link>
    </Door>
  )
}
