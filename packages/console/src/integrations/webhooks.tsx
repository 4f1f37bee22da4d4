import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/when.tsx'
import classes from './integrations.module.css'
import { webhooksQuery } from './queries.ts'
import { NewWebhook } from './webhook-form.tsx'
import { WebhookState } from './webhook-state.tsx'

/** The webhooks of the tenant; each opens its page. */
export function Webhooks() {
  const text = useText()
  const { data } = useSuspenseQuery(webhooksQuery)
  const [adding, setAdding] = useState(false)
  const isFull = data.items.length >= data.limit
  return (
    <Panel
      title={text('webhooks.title')}
      aside={
        <Button
          size="compact-md"
          leftSection={<Plus size={16} aria-hidden />}
          disabled={isFull}
          onClick={() => setAdding(true)}
        >
          {text('webhooks.add')}
        </Button>
      }
    >
      {isFull ? <p className={classes['dim']}>{text('webhooks.full', { count: data.limit })}</p> : null}
      {data.items.length === 0 ? (
        <EmptyState icon={WebhookIcon} title={text('webhooks.none')}>
          {text('webhooks.none.text')}
        </EmptyState>
      ) : null}
      <ul className={classes['rows']}>
        {data.items.map((webhook) => (
          <li key={webhook.id}>
            <div className={classes['names']}>
              <Link
                to="/integrations/webhooks/$webhookId"
                params={{ webhookId: webhook.id }}
                className={classes['link']}
              >
                <span translate="no">{webhook.name}</span>
              </Link>
              <span className={classes['dim']} translate="no">
                {webhook.url}
              </span>
            </div>
            <span className={classes['dim']}>
              {webhook.lastDeliveredAt === null ? (
                text('webhooks.neverDelivered')
              ) : (
                <>
                  {text('webhooks.delivered')} <Ago at={webhook.lastDeliveredAt} />
                </>
              )}
            </span>
            <WebhookState webhook={webhook} />
          </li>
        ))}
      </ul>
      {adding ? <NewWebhook onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}
