import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ago, When } from '../ui/when.tsx'
import { Deliveries } from './deliveries.tsx'
import classes from './integrations.module.css'
import { webhookQuery } from './queries.ts'
import { WebhookActions } from './webhook-actions.tsx'
import { WebhookState } from './webhook-state.tsx'

const route = getRouteApi('/app/integrations/webhooks/$webhookId')

export function WebhookPage() {
  const text = useText()
  const { webhookId } = route.useParams()
  const { data: webhook } = useSuspenseQuery(webhookQuery(webhookId))
  const { types, failingSince, lastDeliveredAt, previousSecretUntil } = webhook
  return (
    <Page
      title={webhook.name}
      heading={<span translate="no">{webhook.name}</span>}
      lead={
        <Link to="/integrations" style={{ color: 'var(--mantine-color-anchor)' }}>
          {text('nav.integrations')}
        </Link>
      }
      actions={<WebhookActions webhook={webhook} />}
    >
      <Panel title={text('webhooks.about')} aside={<WebhookState webhook={webhook} />}>
        {webhook.disabledReason === null ? null : (
          <p className={classes['bad']} translate="no">
            {webhook.disabledReason}
          </p>
        )}
        <Facts
          facts={[
            { name: text('webhooks.url'), value: <Raw>{webhook.url}</Raw> },
            { name: text('webhooks.types'), value: types.map((type) => text(`event.${type}`)).join(', ') },
            {
              name: text('webhooks.scope'),
              value:
                webhook.scope === 'everything'
                  ? text('webhooks.scope.everything')
                  : text('webhooks.scope.sites', { count: webhook.scope.siteIds.length }),
            },
            { name: text('webhooks.waiting'), value: String(webhook.waiting) },
            {
              name: text('webhooks.lastDelivered'),
              value: lastDeliveredAt === null ? null : <Ago at={lastDeliveredAt} />,
            },
            { name: text('webhooks.failingSince'), value: failingSince === null ? null : <When at={failingSince} /> },
            {
              name: text('webhooks.bothSecrets'),
              value: previousSecretUntil === null ? null : <When at={previousSecretUntil} />,
            },
            { name: text('webhooks.createdBy'), value: <Raw>{webhook.createdBy}</Raw> },
          ]}
        />
      </Panel>
      <Widget lines={8}>
        <Deliveries webhookId={webhookId} />
      </Widget>
    </Page>
  )
}
