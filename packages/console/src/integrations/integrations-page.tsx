import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { Widget } from '../app/widget.tsx'
import { ApiKeys } from '../settings/api-keys.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Webhooks } from './webhooks.tsx'

/** Other programs: what they are sent, and how they call. */
export function IntegrationsPage() {
  const text = useText()
  const may = useMay()
  return (
    <Page title={text('nav.integrations')} lead={text('integrations.lead')}>
      {may('webhooks.manage') ? (
        <Widget>
          <Webhooks />
        </Widget>
      ) : null}
      {may('apiKeys.manage') ? (
        <Widget>
          <ApiKeys />
        </Widget>
      ) : null}
      <Panel
        title={text('api.title')}
        aside={
          <Button
            size="compact-md"
            variant="default"
            renderRoot={(props) => <Link to="/integrations/api" {...props} />}
          >
            {text('api.open')}
          </Button>
        }
      >
        {text('api.lead')}
      </Panel>
    </Page>
  )
}
