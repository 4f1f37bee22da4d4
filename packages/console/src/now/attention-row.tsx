import { Button } from '@mantine/core'
import type { AttentionItem } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { useSend } from '../commands/use-send.tsx'
import { Ago } from '../ui/when.tsx'
import { attentionSentence, fixRequest } from './attention.ts'
import classes from './now.module.css'

export function AttentionRow({ item }: { item: AttentionItem }) {
  const text = useText()
  const format = useFormat()
  return (
    <li className={classes['item']}>
      <div className={classes['itemText']}>
        <Subject item={item} />
        <span>{attentionSentence(item, { text, format })}</span>
        <span className={classes['dim']}>
          <Ago at={item.since} />
          {item.affectedPowerW === null || item.affectedPowerW === 0
            ? null
            : ` · ${text('attention.power', { power: format.powerTick(item.affectedPowerW) })}`}
          {item.siteName === null ? null : <span translate="no"> · {item.siteName}</span>}
        </span>
      </div>
      <Fix item={item} />
    </li>
  )
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
  if (request !== null) {
    return (
      <Button {...look} aria-label={label} onClick={() => send({ stationId, request })}>
        {text(`attention.fix.${item.fix}`)}
      </Button>
    )
  }
  if (item.fix === 'approve') {
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
