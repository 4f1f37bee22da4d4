import type { Tariff } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './prices.module.css'
import { usePriceWords } from './use-price-words.ts'

interface TariffListProps {
  readonly tariffs: readonly Tariff[]
  readonly selected: Tariff
}

/** Every tariff: where it applies, what it says now, and what comes next. */
export function TariffList({ tariffs, selected }: TariffListProps) {
  const text = useText()
  const format = useFormat()
  const words = usePriceWords()
  return (
    <Panel title={text('prices.tariffs')} flush>
      <ul className={classes['list']}>
        {tariffs.map((tariff) => (
          <li key={tariff.id} className={classes['tariff']} data-selected={tariff.id === selected.id || undefined}>
            <Link
              to="/prices"
              search={{ tariff: tariff.id }}
              aria-current={tariff.id === selected.id ? 'true' : undefined}
              translate="no"
            >
              {tariff.name}
            </Link>
            <div className={classes['dim']}>
              {tariff.isDefault ? text('prices.where.network') : null}
              {tariff.isDefault && tariff.sites.length > 0 ? ' · ' : null}
              {tariff.sites.length > 0 ? (
                <span translate="no">{tariff.sites.map(({ name }) => name).join(', ')}</span>
              ) : null}
              {!tariff.isDefault && tariff.sites.length === 0 ? text('prices.where.nowhere') : null}
            </div>
            <div>{tariff.inForce === null ? text('prices.notYet') : words(tariff.inForce.prices, tariff.currency)}</div>
            {tariff.next === null ? null : (
              <div className={classes['dim']}>
                {text('prices.next', {
                  at: format.dateTime(tariff.next.validFrom),
                  prices: words(tariff.next.prices, tariff.currency),
                })}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
