import type { ExpectedLoss } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import classes from './now.module.css'

/** What an estimate goes by besides the sessions. */
export interface Reckoning {
  readonly currency: string
  readonly assumedPricePerKwh: string
}

interface LossProps {
  readonly loss: ExpectedLoss
  readonly reckoning: Reckoning
}

/** Money and drivers lost within an hour; the title says how that is known. */
export function Loss({ loss, reckoning: { currency, assumedPricePerKwh } }: LossProps) {
  const text = useText()
  const format = useFormat()
  const price = format.money(Number(assumedPricePerKwh), currency)
  const estimate = text('attention.estimate', { basis: loss.basis, price })
  const drivers = Math.round(loss.driversPerHour)
  return (
    <span title={estimate}>
      <strong className={classes['loss']}>
        {text('attention.loss', { money: format.money(loss.moneyPerHour, currency) })}
      </strong>
      {' · '}
      {drivers < 1
        ? text('attention.driversFew')
        : text('attention.drivers', { drivers: format.number(drivers), count: drivers })}
    </span>
  )
}
