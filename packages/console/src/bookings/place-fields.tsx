import { NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { stationListQuery } from '../stations/queries.ts'
import { plugName } from '../status/plug.ts'
import classes from './bookings.module.css'
import { placeKey } from './request-form.ts'
import type { RequestState } from './use-request.ts'
import { placeName } from './words.ts'

/** A place of the site by name, or what any must have. */
export function PlaceFields({ request: { form, field } }: { request: RequestState }) {
  const text = useText()
  const format = useFormat()
  const { data } = useInfiniteQuery({ ...stationListQuery({ siteId: form.siteId }), enabled: form.siteId !== '' })
  const evses = (data?.pages.flatMap(({ items }) => items) ?? []).flatMap(({ id, connectors }) =>
    connectors.map((connector) => ({ ...connector, stationId: id })),
  )
  const places = new Map(
    evses.map((evse) => {
      const power = evse.maxPowerW === null ? null : format.powerTick(evse.maxPowerW)
      const parts = [placeName(evse, text), plugName(evse.connectorType), power].filter((part) => part !== null)
      return [placeKey(evse), parts.join(' · ')]
    }),
  )
  const types = [...new Set(evses.map(({ connectorType }) => connectorType))].filter((type) => type !== null)
  return (
    <>
      <NativeSelect
        label={text('booking.where')}
        disabled={form.siteId === ''}
        {...field('place', 'place')}
        data={[
          { value: '', label: text('booking.anyPlace') },
          ...[...places].map(([value, label]) => ({ value, label })),
        ]}
      />
      {form.place === '' ? (
        <div className={classes['pair']}>
          <NativeSelect
            label={text('booking.connector')}
            disabled={form.siteId === ''}
            {...field('connectorType', 'connectorType')}
            data={[
              { value: '', label: text('booking.connector.any') },
              ...types.map((value) => ({ value, label: plugName(value) ?? value })),
            ]}
          />
          <TextInput
            label={text('booking.power')}
            inputMode="decimal"
            maxLength={8}
            {...field('minPowerKw', 'minPowerW')}
          />
        </div>
      ) : null}
    </>
  )
}
