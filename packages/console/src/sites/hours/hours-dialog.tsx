import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import type { Site } from '@stationmaster/server/contract'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useSiteChange } from '../use-site-change.ts'
import classes from './hours.module.css'
import {
  type Exception,
  type HoursForm,
  hoursForm,
  likeMonday,
  newPeriod,
  type Period,
  readHours,
  WEEKDAYS,
} from './hours-form.ts'
import { useWeekdayNames } from './use-weekday-names.ts'

/** Says when a site is open: a week, and what differs from it. */
export function HoursDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const text = useText()
  const [form, setForm] = useState(() => hoursForm(site.openingTimes, site.timeZone))
  const { times, wrong } = readHours(form, site.timeZone)
  const save = useSiteChange(
    () => call('updateSite', { params: { id: site.id }, body: { openingTimes: times ?? null } }),
    onClose,
  )
  return (
    <FormDialog
      size="lg"
      title={text('site.hours.edit')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={times === undefined}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <Segments
        label={text('site.hours')}
        value={form.mode}
        onChange={(chosen) => {
          const mode = (['unsaid', 'always', 'week'] as const).find((each) => each === chosen)
          if (mode !== undefined) setForm({ ...form, mode })
        }}
        data={(['unsaid', 'always', 'week'] as const).map((value) => ({ value, label: text(`site.hours.${value}`) }))}
      />
      {form.mode === 'week' ? <Week form={form} wrong={wrong} onChange={setForm} /> : null}
      {form.mode === 'unsaid' ? null : <Exceptions form={form} wrong={wrong} onChange={setForm} />}
      <p className={classes['hint']}>{text('site.hours.zone', { zone: site.timeZone })}</p>
    </FormDialog>
  )
}

interface PartProps {
  readonly form: HoursForm
  readonly wrong: ReadonlySet<string>
  readonly onChange: (form: HoursForm) => void
}

function Week({ form, wrong, onChange }: PartProps) {
  const text = useText()
  const names = useWeekdayNames()
  const set = (periods: readonly Period[]) => onChange({ ...form, periods })
  const change = (id: string, part: Partial<Period>) =>
    set(form.periods.map((period) => (period.id === id ? { ...period, ...part } : period)))
  return (
    <>
      {WEEKDAYS.map((weekday) => {
        const day = names(weekday)
        const periods = form.periods.filter((period) => period.weekday === weekday)
        return (
          <fieldset key={weekday} className={classes['day']}>
            <legend>{day}</legend>
            {periods.length === 0 ? <span className={classes['closed']}>{text('site.hours.closed')}</span> : null}
            {periods.map((period) => (
              <Span
                key={period.id}
                type="time"
                of={day}
                value={period}
                wrong={wrong.has(period.id)}
                onChange={(part) => change(period.id, part)}
                onRemove={() => set(form.periods.filter(({ id }) => id !== period.id))}
              />
            ))}
            <ActionIcon
              variant="default"
              size={32}
              aria-label={text('site.hours.add', { day })}
              onClick={() => set([...form.periods, newPeriod(weekday)])}
            >
              <Plus size={16} aria-hidden />
            </ActionIcon>
          </fieldset>
        )
      })}
      <Button
        variant="default"
        disabled={!form.periods.some(({ weekday }) => weekday === 1)}
        onClick={() => set(likeMonday(form.periods))}
      >
        {text('site.hours.likeMonday', { day: names(1) })}
      </Button>
    </>
  )
}

function Exceptions({ form, wrong, onChange }: PartProps) {
  const text = useText()
  const set = (exceptions: readonly Exception[]) => onChange({ ...form, exceptions })
  const change = (id: string, part: Partial<Exception>) =>
    set(form.exceptions.map((exception) => (exception.id === id ? { ...exception, ...part } : exception)))
  return (
    <fieldset className={classes['exceptions']}>
      <legend>{text('site.hours.exceptions')}</legend>
      {form.exceptions.map((exception, index) => {
        const name = text('form.item', { what: text('site.hours.exception'), number: index + 1 })
        return (
          <div key={exception.id} className={classes['exception']}>
            <NativeSelect
              aria-label={name}
              value={exception.kind}
              data={(['closed', 'open'] as const).map((value) => ({ value, label: text(`site.hours.kind.${value}`) }))}
              onChange={(event) =>
                change(exception.id, { kind: event.currentTarget.value === 'open' ? 'open' : 'closed' })
              }
            />
            <Span
              type="datetime-local"
              of={name}
              value={exception}
              wrong={wrong.has(exception.id)}
              onChange={(part) => change(exception.id, part)}
              onRemove={() => set(form.exceptions.filter(({ id }) => id !== exception.id))}
            />
          </div>
        )
      })}
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        onClick={() => set([...form.exceptions, { id: crypto.randomUUID(), kind: 'closed', from: '', to: '' }])}
      >
        {text('site.hours.addException')}
      </Button>
    </fieldset>
  )
}

interface SpanProps {
  readonly type: 'time' | 'datetime-local'
  /** What it is of, for those who cannot see where it stands. */
  readonly of: string
  readonly value: { readonly from: string; readonly to: string }
  readonly wrong: boolean
  readonly onChange: (part: { from: string } | { to: string }) => void
  readonly onRemove: () => void
}

/** From when to when. */
function Span({ type, of, value, wrong, onChange, onRemove }: SpanProps) {
  const text = useText()
  return (
    <div className={classes['span']}>
      <TextInput
        type={type}
        aria-label={text('site.hours.from', { of })}
        value={value.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <span aria-hidden>–</span>
      <TextInput
        type={type}
        aria-label={text('site.hours.to', { of })}
        value={value.to}
        error={wrong ? text('site.hours.wrong') : null}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={text('site.hours.remove', { of })}
        onClick={onRemove}
      >
        <X size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
