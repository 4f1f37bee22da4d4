import type { TariffPrices } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import classes from './prices.module.css'
import { previewQuery, SAMPLES } from './queries.ts'

interface PricePreviewProps {
  readonly tariffId: string
  readonly prices: TariffPrices
}

/** What drivers pay now and would pay, while one types. */
export function PricePreview({ tariffId, prices }: PricePreviewProps) {
  const text = useText()
  const format = useFormat()
  const { data } = useQuery(previewQuery(tariffId, prices))
  const money = (units: number) => (data === undefined ? '' : format.money(units / 10 ** data.places, data.currency))
  const difference = (units: number) =>
    data === undefined ? '' : format.moneyDifference(units / 10 ** data.places, data.currency)
  const rows = SAMPLES.map((sample, at) => ({ ...sample, cost: data?.samples[at] }))
  return (
    <table aria-label={text('prices.preview')} className={classes['preview']}>
      <thead>
        <tr>
          <th>{text('prices.preview.session')}</th>
          <th>{text('prices.preview.before')}</th>
          <th>{text('prices.preview.after')}</th>
          <th>{text('prices.preview.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ energyWh, connectedMinutes, cost }) => (
          <tr key={energyWh}>
            <td>
              {text('prices.preview.of', {
                energy: format.energy(energyWh),
                duration: format.duration(connectedMinutes * 60_000),
              })}
            </td>
            <td>{cost == null || cost.before === null ? '–' : money(cost.before)}</td>
            <td>
              <strong>{cost === undefined ? '–' : money(cost.after)}</strong>
            </td>
            <td>{cost == null || cost.before === null ? '–' : difference(cost.after - cost.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
