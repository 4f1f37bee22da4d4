import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import classes from '../settings/settings.module.css'
import { When } from '../ui/when.tsx'
import { mySessionsQuery } from './queries.ts'

/** Where the reader is signed in; each can be ended. */
export function Browsers() {
  const text = useText()
  const format = useFormat()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(mySessionsQuery)
  const onSuccess = () => client.invalidateQueries({ queryKey: queryKeys.mySessions })
  const end = useMutation({ mutationFn: (id: string) => call('endMySession', { params: { id } }), onSuccess })
  const endOthers = useMutation({ mutationFn: () => call('endMyOtherSessions', {}), onSuccess })
  return (
    <>
      <h3 className={classes['label']}>{text('mySecurity.browsers')}</h3>
      <ul className={classes['keys']}>
        {data.items.map((session) => (
          <li key={session.id}>
            <bdi translate="no">{session.address}</bdi>
            <span className={classes['dim']}>
              <bdi translate="no">{session.userAgent}</bdi> · <When at={session.lastSeenAt} />
              {session.isCurrent ? ` · ${text('mySecurity.browser.this')}` : null}
            </span>
            {session.isCurrent ? null : (
              <Button
                size="compact-md"
                variant="subtle"
                color="red"
                aria-label={text('mySecurity.browser.endOf', { when: format.dateTime(session.lastSeenAt) })}
                onClick={() => end.mutate(session.id)}
              >
                {text('mySecurity.browser.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data.items.length > 1 ? (
        <Button size="compact-md" variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {text('mySecurity.browsers.endOthers')}
        </Button>
      ) : null}
    </>
  )
}
