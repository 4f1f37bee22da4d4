import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { Safeguards } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './privacy.module.css'
import { safeguardsQuery } from './queries.ts'

const MODES = ['off', 'confirmation', 'secondPerson'] as const
const MOST_STATIONS = 100_000
const MOST_HOURS = 168

/** What dangerous commands over many stations ask for. */
export function SafeguardsPanel() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(safeguardsQuery)
  const [mode, setMode] = useState<Safeguards['mode']>(data.mode)
  const [stations, setStations] = useState(String(data.fromStations))
  const [hours, setHours] = useState(String(data.approvalHours))
  const save = useMutation({
    mutationFn: (body: Safeguards) => call('setSafeguards', { body }),
    onSuccess: (rules) => client.setQueryData(queryKeys.safeguards, rules),
  })
  const isStations = isWithin(stations, MOST_STATIONS)
  const isHours = isWithin(hours, MOST_HOURS)
  return (
    <Panel title={text('safeguards.title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isStations && isHours) save.mutate({ mode, fromStations: Number(stations), approvalHours: Number(hours) })
        }}
      >
        <p className={classes['dim']}>{text('safeguards.lead')}</p>
        <div className={classes['kinds']}>
          <NativeSelect
            label={text('safeguards.mode')}
            value={mode}
            data={MODES.map((value) => ({ value, label: text(`safeguards.mode.${value}`) }))}
            onChange={(event) => setMode(MODES.find((each) => each === event.currentTarget.value) ?? mode)}
          />
          {mode === 'off' ? null : (
            <TextInput
              label={text('safeguards.fromStations')}
              inputMode="numeric"
              value={stations}
              error={isStations ? null : text('form.range', { min: 1, max: MOST_STATIONS })}
              onChange={(event) => setStations(event.currentTarget.value)}
            />
          )}
          {mode === 'secondPerson' ? (
            <TextInput
              label={text('safeguards.hours')}
              inputMode="numeric"
              value={hours}
              error={isHours ? null : text('form.range', { min: 1, max: MOST_HOURS })}
              onChange={(event) => setHours(event.currentTarget.value)}
            />
          ) : null}
        </div>
        <div className={classes['save']}>
          <Button type="submit" loading={save.isPending} disabled={!(isStations && isHours)}>
            {text('ui.save')}
          </Button>
          <span role="status">{save.isSuccess ? text('privacy.saved') : null}</span>
          <span role="alert">{save.isError ? errorLine(save.error, text) : null}</span>
        </div>
      </form>
    </Panel>
  )
}

function isWithin(typed: string, most: number): boolean {
  return /^\d+$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most
}
