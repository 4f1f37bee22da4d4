import { Button, type ButtonProps } from '@mantine/core'
import type { AttentionItem } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { useSend } from '../commands/use-send.tsx'
import { Ago } from '../ui/when.tsx'
import { attentionSentence, fixRequest } from './attention.ts'
import { Loss, type Reckoning } from './loss.tsx'
import classes from './now.module.css'

const DispatchButton = lazy(async () => ({
  default: (await import('../work-orders/dispatch-button.tsx')).DispatchButton,
}))

interface AttentionRowProps {
  readonly item: AttentionItem
  readonly reckoning: Reckoning
}

export function AttentionRow({ item, reckoning }: AttentionRowProps) {
  const text = useText()
  const format = useFormat()
  return (
    <li className={classes['item']}>
      <div className={classes['itemText']}>
        <Subject item={item} />
        <span>{attentionSentence(item, { text, format })}</span>
        <span className={classes['dim']}>
          <Ago at={item.since} />
          {item.loss === null ? <UnsoldPower powerW={item.affectedPowerW} /> : null}
          {item.loss === null ? null : (
            <>
              {' · '}
              <Loss loss={item.loss} reckoning={reckoning} />
            </>
          )}
          {item.siteName === null ? null : (
            <>
              {' '}
              · <span translate="no">{item.siteName}</span>
            </>
          )}
        </span>
      </div>
      <div className={classes['remedies']}>
        <Suspense fallback={null}>
          <DispatchButton item={item} />
        </Suspense>
        <Fix item={item} />
      </div>
    </li>
  )
}

function UnsoldPower({ powerW }: { powerW: number | null }) {
  const text = useText()
  const format = useFormat()
  if (powerW === null || powerW === 0) return null
  return <> · {text('attention.power', { power: format.powerTick(powerW) })}</>
}

function Subject({ item }: { item: AttentionItem }) {
  const text = useText()
  const { stationId } = item
  if (stationId === null) return <strong>{text('attention.server')}</strong>
  if (item.kind === 'quarantine') return <strong translate="no">{stationId}</strong>
  return (
    <Link to="/stations/$stationId" params={{ stationId }} className={classes['itemStation']} translate="no">
      {stationId}
    </Link>
  )
}

/** The suggested remedy as one button. Where no command helps, the button opens the page that does. */
function Fix({ item }: { item: AttentionItem }) {
  const text = useText()
  const send = useSend()
  const may = useMay()
  const request = fixRequest(item)
  const { stationId } = item
  const whose = stationId ?? text('attention.server')
  const label = text('attention.fix.for', { fix: text(`attention.fix.${item.fix}`), station: whose })
  const look = { variant: 'light', size: 'compact-md', className: classes['fix'] ?? '' } as const
  if (stationId === null) {
    return (
      <Button {...look} component={Link} to="/certificates" aria-label={label}>
        {text('attention.fix.review')}
      </Button>
    )
  }
  if (request !== null && may.send(request.kind)) {
    return <SendFix item={item} label={label} look={look} onSend={() => send({ stationId, request })} />
  }
  if (item.fix === 'approve' && may.call('approveStation')) {
    return (
      <Button {...look} component={Link} to="/waiting" aria-label={label}>
        {text('attention.fix.approve')}
      </Button>
    )
  }
  if (item.sessionId !== null) {
    return (
      <Button {...look} component={Link} to={`/sessions/${item.sessionId}`} aria-label={label}>
        {text('attention.fix.review')}
      </Button>
    )
  }
  return (
    <Button {...look} component={Link} to={`/stations/${encodeURIComponent(stationId)}`} aria-label={label}>
      {text('attention.fix.review')}
    </Button>
  )
}

interface SendFixProps {
  readonly item: AttentionItem
  readonly label: string
  readonly look: ButtonProps
  readonly onSend: () => void
}

/** One click, with the time to undo; two where a session is running. */
function SendFix({ item, label, look, onSend }: SendFixProps) {
  const text = useText()
  const [isAsked, setAsked] = useState(false)
  const fix = text(`attention.fix.${item.fix}`)
  if (!isAsked) {
    return (
      <Button {...look} aria-label={label} onClick={() => (item.isBusy ? setAsked(true) : onSend())}>
        {fix}
      </Button>
    )
  }
  const act = () => {
    setAsked(false)
    onSend()
  }
  return (
    <span className={classes['ask']} role="status">
      {text('attention.busy')}
      <Button {...look} color="red" onClick={act} onBlur={() => setAsked(false)} autoFocus>
        {text('attention.fixAnyway', { fix })}
      </Button>
    </span>
  )
}
