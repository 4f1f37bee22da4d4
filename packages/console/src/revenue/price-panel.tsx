import type { PriceLineItem, SessionPrice } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { MessageKey } from '../app/i18n/catalogue.ts'
import { type Format, useFormat } from '../app/i18n/use-format.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import { Facts, Raw } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import { When } from '../ui/when.tsx'
import { sessionPriceQuery } from './queries.ts'
import classes from './revenue.module.css'

/** What a session costs, line by line; or the sentence why nobody can say. */
export function PricePanel({ sessionId }: { sessionId: string }) {
  const text = useText()
  const { data: price } = useSuspenseQuery(sessionPriceQuery(sessionId))
  return (
    <Panel title={text(price.state === 'soFar' ? 'price.soFar' : 'price.title')}>
      {price.currency === null || price.grossMinor === null ? <NoPrice price={price} /> : <Lines price={price} />}
      <Origin price={price} />
    </Panel>
  )
}

function NoPrice({ price: { state, unpricedReason, problems } }: { price: SessionPrice }) {
  const text = useText()
  const sentence: MessageKey =
    unpricedReason !== null ? `price.${unpricedReason}` : state === 'waiting' ? 'price.waiting' : 'price.pending'
  return (
    <>
      <p>{text(sentence)}</p>
      {problems.length === 0 ? null : (
        <ul lang="en" translate="no">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Lines({ price }: { price: SessionPrice }) {
  const text = useText()
  const format = useFormat()
  const currency = price.currency ?? ''
  return (
    <ul className={classes['lines']}>
      {price.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are never reordered, and two may be alike
        <li key={index}>
          <span>
            {text(nameOf(line))} <span className={classes['dim']}>{reckoningOf(line, { currency, text, format })}</span>
          </span>
          <bdi>{format.minor(line.grossMinor, currency)}</bdi>
        </li>
      ))}
      <li className={classes['total']}>
        <span>
          {text('price.total')}{' '}
          <span className={classes['dim']}>
            {text('price.ofWhichTax', { tax: format.minor(price.taxMinor ?? 0, currency) })}
          </span>
        </span>
        <bdi>{format.minor(price.grossMinor ?? 0, currency)}</bdi>
      </li>
    </ul>
  )
}

function nameOf({ category, reason }: PriceLineItem): MessageKey {
  if (category !== 'limit') return `price.line.${category}`
  return reason === 'min-price' ? 'price.line.minimum' : 'price.line.maximum'
}

interface Reader {
  readonly currency: string
  readonly text: Text
  readonly format: Format
}

/** How much, at which price. */
function reckoningOf(
  { category, reason, quantity, unitPrice }: PriceLineItem,
  { currency, text, format }: Reader,
): string {
  if (quantity === null || unitPrice === null || category === 'fixed' || category === 'limit') return ''
  const isEnergy = category === 'energy'
  const amount = isEnergy ? format.energy(quantity / 1000) : format.duration(quantity * 1000)
  const price = text(isEnergy ? 'price.perKwh' : 'price.perHour', {
    price: format.unitPrice(Number(unitPrice), currency),
  })
  return [amount, ...(reason === 'step' ? [text('price.rounded')] : []), price].join(' · ')
}

function TariffVersion({ name, from }: { name: string; from: string }) {
  return (
    <>
      <Raw>{name}</Raw> · <When at={from} />
    </>
  )
}

/** By which tariff, when, and what it was thought to cost before. */
function Origin({ price: { tariffName, tariffValidFrom, pricedAt, earlier } }: { price: SessionPrice }) {
  const text = useText()
  const format = useFormat()
  const amounts = earlier.map(({ grossMinor, currency }) =>
    grossMinor === null || currency === null ? text('revenue.noPrice') : format.minor(grossMinor, currency),
  )
  if (tariffName === null && pricedAt === null && amounts.length === 0) return null
  return (
    <Facts
      facts={[
        {
          name: text('price.version'),
          value:
            tariffName === null || tariffValidFrom === null ? null : (
              <TariffVersion name={tariffName} from={tariffValidFrom} />
            ),
        },
        { name: text('price.at'), value: pricedAt === null ? null : <When at={pricedAt} /> },
        { name: text('price.earlier'), value: amounts.length === 0 ? null : amounts.join(' · ') },
      ]}
    />
  )
}
