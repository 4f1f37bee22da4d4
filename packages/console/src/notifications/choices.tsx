import { Button, NativeSelect } from '@mantine/core'
import type { Channel, NoticeKind, NotificationSettings, Threshold } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { readerZone } from '../app/i18n/reader-zone.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { Panel } from '../ui/panel.tsx'
import { RecordTable } from '../ui/record-table.tsx'
import classes from './notifications.module.css'
import { channels, myNotificationsQuery, noticeKinds, thresholds } from './queries.ts'
import { Times } from './times.tsx'

/** Kinds by ways, and when. Nothing counts until it is saved. */
export function Choices() {
  const text = useText()
  const client = useQueryClient()
  const { data } = useSuspenseQuery(myNotificationsQuery)
  // Whoever has chosen nothing starts with the clock by which they read.
  const timeZone = readerZone()
  const [draft, setDraft] = useState<NotificationSettings>(data.chosen ? data.settings : { ...data.settings, timeZone })
  const save = useMutation({
    mutationFn: () => call('setMyNotifications', { body: draft }),
    onSuccess: (saved) => client.setQueryData(queryKeys.myNotifications, saved),
  })
  const choose = (kind: NoticeKind, channel: Channel, threshold: Threshold) =>
    setDraft({ ...draft, rules: { ...draft.rules, [kind]: { ...draft.rules[kind], [channel]: threshold } } })
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Panel flush title={text('notices.what')}>
        {data.canSendMail ? null : <p className={classes['note']}>{text('notices.noServer')}</p>}
        <RecordTable
          label={text('notices.what')}
          rows={noticeKinds}
          keyOf={(kind) => kind}
          empty={null}
          columns={[
            { id: 'kind', header: text('notices.kind'), cell: (kind) => text(`notices.kind.${kind}`) },
            ...channels.map((channel) => ({
              id: channel,
              header: text(`notices.channel.${channel}`),
              cell: (kind: NoticeKind) => (
                <NativeSelect
                  aria-label={text('notices.cell', {
                    kind: text(`notices.kind.${kind}`),
                    channel: text(`notices.channel.${channel}`),
                  })}
                  value={draft.rules[kind][channel]}
                  data={thresholds.map((value) => ({ value, label: text(`notices.threshold.${value}`) }))}
                  onChange={(event) => {
                    const threshold = thresholds.find((one) => one === event.currentTarget.value)
                    if (threshold !== undefined) choose(kind, channel, threshold)
                  }}
                />
              ),
            })),
          ]}
        />
      </Panel>
      <Panel title={text('notices.when')}>
        <Times draft={draft} onChange={setDraft} error={save.error} />
      </Panel>
      <div className={classes['buttons']}>
        <Button type="submit" loading={save.isPending}>
          {text('ui.save')}
        </Button>
        <span role="status">{save.isSuccess ? text('notices.saved') : null}</span>
        <span role="alert" className={classes['bad']}>
          {save.isError ? errorLine(save.error, text) : null}
        </span>
      </div>
    </form>
  )
}
