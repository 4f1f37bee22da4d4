import { TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { DriverField } from '../tokens/driver-field.tsx'
import classes from './bookings.module.css'
import type { RequestState } from './use-request.ts'

/** Who asks: one of three ways to say so is enough. */
export function AskerFields({ request: { form, field, refusal, set } }: { request: RequestState }) {
  const text = useText()
  return (
    <fieldset className={classes['fields']}>
      <legend>{text('booking.who')}</legend>
      <TextInput
        label={text('booking.contact')}
        description={text('booking.contact.hint')}
        maxLength={200}
        autoComplete="off"
        {...field('contact', 'contact')}
      />
      <May have="customers.read">
        <DriverField value={form.driver} error={refusal('driverId')} onChange={(driver) => set({ driver })} />
      </May>
      <TextInput
        label={text('booking.token')}
        description={text('booking.token.hint')}
        maxLength={255}
        autoComplete="off"
        {...field('idToken', 'idToken')}
      />
    </fieldset>
  )
}
