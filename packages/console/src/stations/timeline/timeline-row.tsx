import type { TimelineEntry } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react'
import { useText } from '../../app/i18n/use-text.ts'
import { JsonView } from '../../ui/json-view.tsx'
import { PreciseTime } from '../../ui/when.tsx'
import classes from '../station.module.css'
import { entrySentence, reasonSentence } from './entry-sentence.ts'

/** One message and its answer: a sentence first, the frames when opened. */
export function TimelineRow({ entry, stationId }: { entry: TimelineEntry; stationId?: string }) {
  const text = useText()
  const incoming = entry.direction === 'fromStation'
  const Arrow = incoming ? ArrowDownLeft : ArrowUpRight
  return (
    <li className={classes['entry']}>
      <details>
        <summary>
          <PreciseTime at={entry.at} />
          <Arrow size={16} role="img" aria-label={text(`timeline.${entry.direction}`)} />
          <span className={classes['what']}>
            {stationId === undefined ? null : <strong translate="no">{stationId} </strong>}
            {entrySentence(entry, text)}
            {entry.reasons.slice(0, 1).map((reason) => (
              <span key={reason.code} className={classes['action']}>
                {' – '}
                {reasonSentence(reason, text)}
              </span>
            ))}
          </span>
          <code className={classes['action']} translate="no">
            {entry.action}
          </code>
        </summary>
        <div className={classes['body']}>
          {entry.reasons.length === 0 ? null : (
            <ul className={classes['reasons']}>
              {entry.reasons.map((reason) => (
                <li key={reason.code}>{reasonSentence(reason, text)}</li>
              ))}
            </ul>
          )}
          <Latency entry={entry} />
          {stationId === undefined ? null : (
            <Link
              to="/stations/$stationId"
              params={{ stationId }}
              search={{ tab: 'timeline' }}
              style={{ color: 'var(--mantine-color-anchor)' }}
            >
              {text('messages.ofStation', { station: stationId })}
            </Link>
          )}
          {entry.sessionId === null ? null : (
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId: entry.sessionId }}
              style={{ color: 'var(--mantine-color-anchor)' }}
            >
              {text('timeline.session')}
            </Link>
          )}
          <div className={classes['frames']}>
            <JsonView what={text(incoming ? 'timeline.request' : 'timeline.sent')} source={entry.frame} />
            {entry.answer === null ? (
              <p className={classes['dim']}>{text('timeline.noAnswer')}</p>
            ) : (
              <JsonView what={text('timeline.answer')} source={entry.answer} />
            )}
          </div>
        </div>
      </details>
    </li>
  )
}

/** How long the answer took. */
function Latency({ entry: { at, answeredAt } }: { entry: TimelineEntry }) {
  const text = useText()
  if (answeredAt === null) return null
  const ms = Math.max(0, Date.parse(answeredAt) - Date.parse(at))
  return <p className={classes['dim']}>{text('messages.latency', { ms })}</p>
}
