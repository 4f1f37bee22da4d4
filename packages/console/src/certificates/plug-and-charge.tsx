import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './certificates.module.css'
import { Contracts } from './contracts.tsx'
import { PlugAndChargeDialog } from './plug-and-charge-dialog.tsx'
import { plugAndChargeQuery } from './queries.ts'

export type PlugAndChargeSettings = CallOutput<'getPlugAndCharge'>

/** Where cars get their contracts from, and which were given out. */
export function PlugAndCharge() {
  return (
    <div className={classes['column']}>
      <Widget lines={3}>
        <Provider />
      </Widget>
      <Widget lines={4}>
        <Contracts />
      </Widget>
    </div>
  )
}

function Provider() {
  const text = useText()
  const [isChanging, setChanging] = useState(false)
  const { data: settings } = useSuspenseQuery(plugAndChargeQuery)
  const { provider, url, hasToken, trustedResponders } = settings
  return (
    <Panel
      title={text('trust.provider')}
      aside={
        <Button
          size="compact-sm"
          variant="light"
          aria-label={text('trust.changeOf', { what: text('trust.provider') })}
          onClick={() => setChanging(true)}
        >
          {text('trust.change')}
        </Button>
      }
    >
      <p className={classes['sentence']}>{text(`trust.provider.${provider}.hint`)}</p>
      <Facts
        facts={[
          { name: text('trust.provider.kind'), value: text(`trust.provider.${provider}`) },
          { name: text('trust.url'), value: url === null ? null : <Raw>{url}</Raw> },
          { name: text('trust.token'), value: hasToken ? text('trust.passwordSet') : null },
          {
            name: text('trust.privateResponders'),
            value:
              trustedResponders.length === 0 ? text('trust.onlyPublic') : <Raw>{trustedResponders.join(', ')}</Raw>,
          },
        ]}
      />
      {isChanging ? <PlugAndChargeDialog settings={settings} onClose={() => setChanging(false)} /> : null}
    </Panel>
  )
}
