import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import type { GuardedCall } from '../../app/call-permissions.ts'
import { useText } from '../../app/i18n/use-text.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { useMay } from '../../app/use-may.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Panel } from '../../ui/panel.tsx'
import { When } from '../../ui/when.tsx'
import classes from '../station.module.css'

type Rotation = CallOutput<'listPasswordRotations'>['items'][number]
type Upgrade = CallOutput<'listSecurityUpgrades'>['items'][number]

const TONES: Readonly<Record<Rotation['state'] | Upgrade['state'], Tone>> = {
  waiting: 'charging',
  prepared: 'charging',
  told: 'charging',
  installed: 'charging',
  switching: 'charging',
  rollingBack: 'charging',
  confirmed: 'available',
  rolledBack: 'neutral',
  cancelled: 'neutral',
  failed: 'faulted',
}

interface ProcedureProps {
  readonly title: string
  readonly hint: string
  /** The newest of its kind; undefined before the first. */
  readonly newest: Rotation | Upgrade | undefined
  /** What the newest is about, where its title does not say. */
  readonly subject?: string
  /** The call that begins it, and the right to call it off. */
  readonly call: GuardedCall
  readonly start: string
  readonly onStart: () => void
  readonly isBusy: boolean
  /** Given while the newest may be called off. */
  readonly onCancel?: (() => void) | undefined
  readonly error: string | undefined
  readonly children?: ReactNode
}

/** A change of how a station proves who it is, that goes in steps: where it stands, and how it is begun and called off. */
export function Procedure(props: ProcedureProps) {
  const { title, hint, newest, subject, call, start, onStart, isBusy, onCancel, error, children } = props
  const text = useText()
  const may = useMay()
  const isUnderWay = newest !== undefined && newest.endedAt === null
  return (
    <Panel
      title={title}
      aside={
        !may.call(call) ? null : isUnderWay && onCancel !== undefined ? (
          <Button size="compact-sm" variant="light" color="red" loading={isBusy} onClick={onCancel}>
            {text('procedure.cancel')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="light" loading={isBusy} disabled={isUnderWay} onClick={onStart}>
            {start}
          </Button>
        )
      }
    >
      <p className={classes['quiet']}>{hint}</p>
      {error === undefined ? null : <p role="alert">{error}</p>}
      {newest === undefined ? null : (
        <Facts
          facts={[
            ...(subject === undefined ? [] : [{ name: text('procedure.subject'), value: subject }]),
            {
              name: text('charging.state'),
              value: <ToneMark tone={TONES[newest.state]}>{text(`procedure.${newest.state}`)}</ToneMark>,
            },
            { name: text('procedure.since'), value: <When at={newest.endedAt ?? newest.updatedAt} /> },
            { name: text('procedure.by'), value: <span translate="no">{newest.requestedBy}</span> },
            { name: text('procedure.detail'), value: newest.detail },
          ]}
        />
      )}
      {children}
    </Panel>
  )
}
