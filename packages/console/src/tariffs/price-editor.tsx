import { Alert, Button, NativeSelect, TextInput } from '@mantine/core'
import type { Tariff } from '@stationmaster/server/contract'
import { useState } from 'react'
import { errorLine } from '../app/errors.ts'
import { instantOf } from '../app/i18n/local-time.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import { PriceFields } from './price-fields.tsx'
import { priceForm, soundPrices } from './price-form.ts'
import { PricePreview } from './price-preview.tsx'
import classes from './prices.module.css'
import { nextMidnight, START_CHOICES, type StartChoice } from './start-choice.ts'
import { usePublish } from './use-publish.tsx'

/** New prices of a tariff: what, from when, what they mean, and out they go. */
export function PriceEditor({ tariff }: { tariff: Tariff }) {
  const text = useText()
  const [form, setForm] = useState(() => priceForm((tariff.next ?? tariff.inForce)?.prices))
  const [start, setStart] = useState<StartChoice>('now')
  const [startTime, setStartTime] = useState('')
  const publish = usePublish(tariff)
  const prices = soundPrices(form)
  const startMs = start === 'midnight' ? nextMidnight() : instantOf(startTime)
  const isPast = start === 'time' && startTime !== '' && !(startMs > Date.now())
  const isReady = prices !== undefined && (start === 'now' || startMs > Date.now())
  const names: Readonly<Record<StartChoice, string>> = {
    now: text('prices.from.now'),
    midnight: text('prices.from.midnight'),
    time: text('prices.from.time'),
  }
  return (
    <Panel title={<span translate="no">{tariff.name}</span>}>
      <form
        className={classes['editor']}
        onSubmit={(event) => {
          event.preventDefault()
          if (prices !== undefined && isReady)
            publish.mutate({ prices, validFromMs: start === 'now' ? undefined : startMs })
        }}
      >
        <PriceFields form={form} currency={tariff.currency} onChange={setForm} />
        <div className={classes['fields']}>
          <NativeSelect
            label={text('prices.from')}
            value={start}
            data={START_CHOICES.map((value) => ({ value, label: names[value] }))}
            onChange={({ currentTarget: { value } }) =>
              setStart(START_CHOICES.find((choice) => choice === value) ?? 'now')
            }
          />
          {start === 'time' ? (
            <TextInput
              type="datetime-local"
              label={text('prices.from.at')}
              value={startTime}
              error={isPast ? text('prices.from.past') : null}
              onChange={(event) => setStartTime(event.currentTarget.value)}
            />
          ) : null}
        </div>
        {prices === undefined ? null : <PricePreview tariffId={tariff.id} prices={prices} />}
        {publish.isError ? <Alert color="red">{errorLine(publish.error, text)}</Alert> : null}
        <div>
          <Button type="submit" loading={publish.isPending} disabled={!isReady}>
            {text('prices.publish')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
