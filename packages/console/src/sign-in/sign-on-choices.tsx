import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { signOnChoicesQuery } from './queries.ts'
import classes from './sign-in.module.css'

interface SignOnChoicesProps {
  /** Asked for by the domain of this address, as far as it is typed … */
  readonly email: string
  /** … or by the tenant that a link has named. */
  readonly tenant?: string | undefined
  readonly next: string | undefined
}

/** The single sign-ons of the tenant, or of the domain of the address that is typed. */
export function SignOnChoices({ email, tenant, next }: SignOnChoicesProps) {
  const text = useText()
  const { data } = useQuery(signOnChoicesQuery({ email, tenant }))
  const leave = useMutation({
    mutationFn: (chosen: number) =>
      call('startSingleSignOn', { body: { tenant: chosen, ...(next === undefined ? {} : { next }) } }),
    onSuccess: ({ url }) => location.assign(url),
  })
  const items = data?.items ?? []
  return (
    <>
      {items.map(({ tenant: id, name, tenantName }) => (
        <Button
          key={id}
          size="md"
          variant="default"
          leftSection={<LogIn size={18} aria-hidden />}
          loading={leave.isPending}
          onClick={() => leave.mutate(id)}
        >
          {items.length === 1
            ? text('signIn.continueWith', { name })
            : text('signIn.continueFor', { name, tenant: tenantName })}
        </Button>
      ))}
      <p role="alert" className={classes['error']}>
        {leave.isError ? errorLine(leave.error, text) : null}
      </p>
    </>
  )
}
