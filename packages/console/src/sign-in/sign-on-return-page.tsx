import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { LoadingLines } from '../ui/loading.tsx'
import { Door } from './door.tsx'
import { useEnter } from './use-enter.ts'

const route = getRouteApi('/door/sign-in/sso/$tenant')

/** Where an identity provider sends a browser back to. Its answer is taken out of the address bar, and works once. */
export function SignOnReturnPage() {
  const text = useText()
  const enter = useEnter(undefined)
  const tenant = Number(route.useParams().tenant)
  const [query] = useState(() => location.search)
  const { mutate, isError, error } = useMutation({
    mutationFn: () => call('completeSingleSignOn', { body: { tenant, query } }),
    onSuccess: ({ me, next }) => enter({ step: 'done', me }, next),
  })
  useEffect(() => {
    history.replaceState(history.state, '', location.pathname)
    // Effects run twice in development; the answer works once.
    const once = setTimeout(mutate)
    return () => clearTimeout(once)
  }, [mutate])
  if (!isError) {
    return (
      <Door title={text('signOn.returning')}>
        <LoadingLines />
      </Door>
    )
  }
  return (
    <Door title={text('signOn.failed')} lead={errorLine(error, text)}>
      <Link to="/sign-in">{text('signOn.back')}</Link>
    </Door>
  )
}
