import { Badge, Button } from '@mantine/core'
import '@mantine/core/styles/Badge.css'
import type { Tariff, TariffVersion } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './prices.module.css'
import { versionsQuery } from './queries.ts'
import { usePriceWords } from './use-price-words.ts'
import { useWithdraw } from './use-withdraw.ts'

/** All prices of a tariff, with who published them and when. */
export function VersionHistory({ tariff }: { tariff: Tariff }) {
  const text = useText()
  const { data } = useQuery(versionsQuery(tariff.id))
  if (data === undefined || data.items.length === 0) return null
  return (
    <Panel title={text('prices.history')} flush>
      <ul className={classes['list']}>
        {data.items.map((version) => (
          <li key={version.id} className={classes['version']}>
            <VersionLine tariff={tariff} version={version} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function VersionLine({ tariff, version }: { tariff: Tariff; version: TariffVersion }) {
  const text = useText()
  const format = useFormat()
  const words = usePriceWords()
  const withdraw = useWithdraw(tariff.id)
  const states: Readonly<Record<TariffVersion['state'], string>> = {
    upcoming: text('prices.state.upcoming'),
    inForce: text('prices.state.inForce'),
    past: text('prices.state.past'),
    withdrawn: text('prices.state.withdrawn'),
  }
  return (
    <>
      <div>
        <div>{words(version.prices, tariff.currency)}</div>
        <div className={classes['dim']}>
          {text('prices.version', { at: format.dateTime(version.validFrom), who: version.publishedBy })}
        </div>
      </div>
      <div className={classes['side']}>
        <Badge variant="default">{states[version.state]}</Badge>
        {version.state === 'upcoming' ? (
          <May call="withdrawTariffVersion">
            <Button
              size="compact-sm"
              variant="subtle"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate(version.id)}
            >
              {text('prices.withdraw')}
            </Button>
          </May>
        ) : null}
      </div>
    </>
  )
}
