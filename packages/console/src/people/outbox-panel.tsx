import { Button, Modal } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import classes from '../settings/settings.module.css'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { When } from '../ui/when.tsx'
import { outboxQuery } from './queries.ts'

/** Mails that were written, with their links for when no mail server sends them. */
export function OutboxPanel() {
  const text = useText()
  const { data } = useSuspenseQuery(outboxQuery)
  const [shown, setShown] = useState<string | null>(null)
  return (
    <Panel title={text('outbox.title')}>
      {data.canSend ? null : <p className={classes['dim']}>{text('outbox.noServer')}</p>}
      {data.items.length === 0 ? <EmptyState icon={Mail} title={text('outbox.none')} /> : null}
      <ul className={classes['keys']}>
        {data.items.map((mail) => (
          <li key={mail.id}>
            <strong translate="no">{mail.to}</strong>
            <span translate="no">{mail.subject}</span>
            <span className={classes['dim']}>
              {text(`outbox.state.${mail.state}`)} · <When at={mail.createdAt} />
              {mail.lastError === null ? null : (
                <>
                  {' '}
                  · <bdi translate="no">{mail.lastError}</bdi>
                </>
              )}
            </span>
            {data.canSend ? null : (
              <Button
                size="compact-md"
                variant="subtle"
                aria-label={text('outbox.readOf', { to: mail.to })}
                onClick={() => setShown(mail.id)}
              >
                {text('outbox.read')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={text('outbox.mail')}
        closeButtonProps={{ 'aria-label': text('ui.close') }}
      >
        {shown === null ? null : <MailText id={shown} />}
      </Modal>
    </Panel>
  )
}

function MailText({ id }: { id: string }) {
  const text = useText()
  const mail = useQuery({
    queryKey: queryKeys.outboxMail(id),
    queryFn: ({ signal }) => call('getOutboxMail', { params: { id }, signal }),
  })
  if (mail.isPending) return <LoadingLines />
  return (
    <p translate="no" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>
      {mail.data?.text ?? text('outbox.unreadable')}
    </p>
  )
}
