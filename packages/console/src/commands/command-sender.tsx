import type { CommandKind, StationDetail } from '@stationmaster/server/contract'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { JsonView } from '../ui/json-view.tsx'
import { Panel } from '../ui/panel.tsx'
import { CommandForm } from './command-form.tsx'
import { CommandProgress } from './command-progress.tsx'
import { outcomeSentence } from './command-request.ts'
import classes from './control.module.css'
import { type Delivery, DeliveryFields, deliveryOf } from './delivery-fields.tsx'
import { useCommandOutcome } from './use-command-outcome.ts'

const ONLINE_DEADLINE_S = 60
const OFFLINE_DEADLINE_S = 86_400

interface CommandSenderProps {
  readonly kind: CommandKind
  readonly station: StationDetail
  /** What stands in the form at first. */
  readonly initial?: Readonly<Record<string, unknown>> | undefined
}

/** One command for one station. */
export function CommandSender(props: CommandSenderProps) {
  const text = useText()
  const { kind } = props
  return (
    <Panel title={text(`command.${kind}`)} aside={<code translate="no">{kind}</code>}>
      <CommandSending {...props} />
    </Panel>
  )
}

/** The form of a command, and below what has become of it. */
export function CommandSending({ kind, station, initial }: CommandSenderProps) {
  const text = useText()
  const { send, command } = useCommandOutcome(station.id)
  const [delivery, setDelivery] = useState<Delivery>({
    waits: !station.online,
    deadlineS: station.online ? ONLINE_DEADLINE_S : OFFLINE_DEADLINE_S,
    reason: '',
  })
  return (
    <>
      <p className={classes['help']}>
        {text(`commandHelp.${kind}`)}
        {station.online ? null : ` ${text('control.offline')}`}
      </p>
      <CommandForm
        kind={kind}
        station={station}
        initial={initial}
        submit={text('control.send')}
        busy={send.isPending}
        error={send.error}
        onSubmit={(body) => send.mutate({ command: body, ...deliveryOf(delivery) })}
      >
        <details className={classes['options']}>
          <summary>{text('control.delivery')}</summary>
          <DeliveryFields delivery={delivery} onChange={setDelivery} />
        </details>
      </CommandForm>
      {command === undefined ? null : (
        <div className={classes['outcome']} role="status">
          <CommandProgress command={command} />
          <p>{outcomeSentence(command, text)}</p>
          {command.response === null ? null : <JsonView source={command.response} what={text('command.response')} />}
        </div>
      )}
    </>
  )
}
