import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { BellRing } from 'lucide-react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import classes from '../settings/settings.module.css'
import { Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/when.tsx'
import { browserName, canPush, subscribe } from './push.ts'
import { myNotificationsQuery } from './queries.ts'

/** Browsers that show notifications, and a test of everything that is set up. */
export function Devices() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(myNotificationsQuery)
  const onSuccess = () => client.invalidateQueries({ queryKey: queryKeys.myNotifications })
  const add = useMutation({
    mutationFn: async () => {
      const subscription = await subscribe(data.pushKey)
      return call('addPushDevice', { body: { name: browserName(), subscription } })
    },
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: (id: string) => call('removePushDevice', { params: { id } }),
    onSuccess,
  })
  const test = useMutation({ mutationFn: () => call('testMyNotifications', {}), onSettled: onSuccess })
  const failed = [add, remove, test].find(({ isError }) => isError)
  return (
    <Panel
      title={text('notices.devices')}
      aside={
        <Button size="compact-md" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {text('notices.test')}
        </Button>
      }
    >
      {data.devices.length === 0 ? <p className={classes['dim']}>{text('notices.devices.none')}</p> : null}
      <ul className={classes['keys']}>
        {data.devices.map(({ id, name, lastSentAt, lastError }) => (
          <li key={id}>
            <strong translate="no">{name}</strong>
            <span className={classes['dim']}>
              {lastSentAt === null ? null : <Ago at={lastSentAt} />}
              {lastError === null ? null : <bdi translate="no"> {lastError}</bdi>}
            </span>
            <Button size="compact-md" variant="subtle" color="red" onClick={() => remove.mutate(id)}>
              {text('notices.devices.removeOf', { name })}
            </Button>
          </li>
        ))}
      </ul>
      {canPush() ? (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<BellRing size={16} aria-hidden />}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          {text('notices.devices.add')}
        </Button>
      ) : (
        <p className={classes['dim']}>{text('notices.devices.cannot')}</p>
      )}
      <p role="status">{test.isSuccess ? text('notices.tested') : null}</p>
      <p role="alert">{failed === undefined ? null : errorLine(failed.error, text)}</p>
    </Panel>
  )
}
