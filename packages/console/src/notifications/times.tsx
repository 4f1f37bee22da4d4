import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { NotificationSettings } from '@stationmaster/server/contract'
import { ApiError } from '../app/api.ts'
import { useText } from '../app/i18n/use-text.ts'
import { zonesWith } from '../app/i18n/zones.ts'
import classes from './notifications.module.css'

const DIGESTS = ['off', 'hourly', 'daily'] as const satisfies readonly NotificationSettings['digest'][]
const NIGHT = { from: '22:00', to: '07:00', criticalPasses: true }

interface TimesProps {
  readonly draft: NotificationSettings
  readonly onChange: (draft: NotificationSettings) => void
  readonly error: Error | null
}

/** When notifications come: delays, quiet hours, digests; and the address of the reader's own program. */
export function Times({ draft, onChange, error }: TimesProps) {
  const text = useText()
  const { quietHours } = draft
  const time = (label: string, value: string, onTime: (value: string) => void) => (
    <TextInput type="time" label={label} value={value} onChange={(event) => onTime(event.currentTarget.value)} />
  )
  return (
    <div className={classes['times']}>
      <TextInput
        type="number"
        min={1}
        max={1440}
        label={text('notices.offlineAfter')}
        value={String(draft.offlineAfterMinutes)}
        error={refusalOf(error, 'offlineAfterMinutes')}
        onChange={(event) => onChange({ ...draft, offlineAfterMinutes: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label={text('notices.timeZone')}
        value={draft.timeZone}
        data={[...zonesWith(draft.timeZone)]}
        onChange={(event) => onChange({ ...draft, timeZone: event.currentTarget.value })}
      />
      <Checkbox
        label={text('notices.quiet')}
        checked={quietHours !== null}
        onChange={(event) => onChange({ ...draft, quietHours: event.currentTarget.checked ? NIGHT : null })}
      />
      {quietHours === null ? null : (
        <>
          {time(text('notices.quiet.from'), quietHours.from, (from) =>
            onChange({ ...draft, quietHours: { ...quietHours, from } }),
          )}
          {time(text('notices.quiet.to'), quietHours.to, (to) =>
            onChange({ ...draft, quietHours: { ...quietHours, to } }),
          )}
          <Checkbox
            label={text('notices.quiet.critical')}
            checked={quietHours.criticalPasses}
            onChange={(event) =>
              onChange({ ...draft, quietHours: { ...quietHours, criticalPasses: event.currentTarget.checked } })
            }
          />
        </>
      )}
      <NativeSelect
        label={text('notices.digest')}
        value={draft.digest}
        data={DIGESTS.map((value) => ({ value, label: text(`notices.digest.${value}`) }))}
        onChange={(event) =>
          onChange({ ...draft, digest: DIGESTS.find((one) => one === event.currentTarget.value) ?? 'off' })
        }
      />
      {draft.digest === 'daily'
        ? time(text('notices.dailyAt'), draft.dailyAt, (dailyAt) => onChange({ ...draft, dailyAt }))
        : null}
      <TextInput
        type="url"
        label={text('notices.webhook')}
        description={text('notices.webhook.hint')}
        value={draft.webhookUrl ?? ''}
        error={refusalOf(error, 'webhookUrl')}
        onChange={(event) => onChange({ ...draft, webhookUrl: event.currentTarget.value || null })}
      />
    </div>
  )
}

function refusalOf(error: Error | null, field: string): string | null {
  if (!(error instanceof ApiError)) return null
  return error.problem.errors?.find((refused) => refused.field === field)?.rule ?? null
}
