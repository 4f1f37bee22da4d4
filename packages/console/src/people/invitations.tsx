import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import classes from '../settings/settings.module.css'
import { When } from '../ui/when.tsx'
import { invitationsQuery } from './queries.ts'
import { roleWord } from './role-fields.tsx'

/** Invitations that nobody has accepted yet; absent when there are none. */
export function Invitations() {
  const text = useText()
  const canManage = useMay()('people.manage')
  const client = useQueryClient()
  const { data } = useSuspenseQuery(invitationsQuery)
  const withdraw = useMutation({
    mutationFn: (id: string) => call('withdrawInvitation', { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  })
  if (data.items.length === 0) return null
  return (
    <>
      <h3 className={classes['label']}>{text('people.invitations')}</h3>
      <p role="alert">{withdraw.isError ? errorLine(withdraw.error, text) : null}</p>
      <ul className={classes['keys']}>
        {data.items.map((invitation) => (
          <li key={invitation.id}>
            <strong translate="no">{invitation.email}</strong>
            <span className={classes['dim']}>
              {roleWord(text, invitation)} · {text('people.invitation.until')} <When at={invitation.expiresAt} />
            </span>
            {canManage ? (
              <Button
                size="compact-md"
                variant="subtle"
                color="red"
                aria-label={text('people.withdrawOf', { email: invitation.email })}
                onClick={() => withdraw.mutate(invitation.id)}
              >
                {text('people.withdraw')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
