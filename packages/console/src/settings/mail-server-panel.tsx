import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { meQuery } from '../app/me.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Facts, Raw } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/when.tsx'
import { mailServerQuery } from './queries.ts'
import { SetBy } from './set-by.tsx'

/** Where mails go, how the last ones fared, and one to see whether they arrive. */
export function MailServerPanel() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(mailServerQuery)
  const { data: me } = useSuspenseQuery(meQuery)
  const test = useMutation({
    mutationFn: () => call('sendTestMail', {}),
    onSuccess: () =>
      Promise.all([queryKeys.outbox, queryKeys.mailServer].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  const { server, from, waiting, failed, lastSentAt, lastError } = data
  return (
    <Panel
      title={text('mailServer.title')}
      aside={
        <Button size="compact-md" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {text('mailServer.test')}
        </Button>
      }
    >
      <Facts
        facts={[
          {
            name: text('mailServer.server'),
            value: server === null ? text('mailServer.none') : <Raw>{server}</Raw>,
          },
          { name: text('mailServer.from'), value: <Raw>{from}</Raw> },
          { name: text('mailServer.waiting'), value: waiting },
          { name: text('mailServer.failed'), value: failed },
          {
            name: text('mailServer.lastSent'),
            value: lastSentAt === null ? text('mailServer.never') : <Ago at={lastSentAt} />,
          },
          { name: text('mailServer.lastError'), value: lastError === null ? null : <Raw>{lastError}</Raw> },
        ]}
      />
      <p role="status" style={{ margin: 0 }}>
        {test.isSuccess ? text('mailServer.tested', { to: me.email }) : null}
      </p>
      <p role="alert" style={{ margin: 0 }}>
        {test.isError ? errorLine(test.error, text) : null}
      </p>
      <SetBy names={['SMTP_URL', 'MAIL_FROM']} />
    </Panel>
  )
}
