import { Switch, TextInput } from '@mantine/core'
import { TariffPrices } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { refusedFields } from '../ui/form-errors.ts'
import { type PriceField, type PriceForm, pricesOf } from './price-form.ts'
import classes from './prices.module.css'

interface PriceFieldsProps {
  readonly form: PriceForm
  readonly currency: string
  readonly onChange: (form: PriceForm) => void
}

/** What can be set; the price of energy first, which is what most change. */
export function PriceFields({ form, currency, onChange }: PriceFieldsProps) {
  const text = useText()
  const refused = refusedFields(TariffPrices, pricesOf(form))
  const field = (name: PriceField) => ({
    value: form[name],
    inputMode: 'decimal' as const,
    maxLength: 12,
    error: form[name] !== '' && refused.has(name) ? text('form.invalid') : null,
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...form, [name]: event.currentTarget.value }),
  })
  return (
    <div className={classes['fields']}>
      <TextInput label={text('prices.perKwh', { currency })} required {...field('perKwh')} />
      <TextInput label={text('prices.startFee', { currency })} {...field('startFee')} />
      <TextInput label={text('prices.perHourCharging', { currency })} {...field('perHourCharging')} />
      <TextInput label={text('prices.perHourParked', { currency })} {...field('perHourParked')} />
      <TextInput label={text('prices.parkedFree')} {...field('parkedFreeMinutes')} />
      <TextInput label={text('prices.vat')} required {...field('vatPercent')} />
      <Switch
        label={text('prices.includesVat')}
        checked={form.includesVat}
        onChange={(event) => onChange({ ...form, includesVat: event.currentTarget.checked })}
      />
    </div>
  )
}
