import { Button } from '@mantine/core'
import type { SessionDetail, SessionReview } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { useMay } from '../../app/use-may.ts'
import { ToneMark } from '../../status/tone-mark.tsx'
import { Raw } from '../../ui/facts.tsx'
import { Panel } from '../../ui/panel.tsx'
import { When } from '../../ui/when.tsx'
import classes from './review.module.css'
import { ReviewDialog } from './review-dialog.tsx'

const tones = { open: 'occupied', confirmed: 'available', corrected: 'available' } as const

/** What people have decided about a session, and where they do. Of one that is beyond doubt there is nothing to see. */
export function ReviewPanel({ session }: { session: SessionDetail }) {
  const text = useText()
  const may = useMay()
  const [verdict, setVerdict] = useState<SessionReview['verdict'] | null>(null)
  const { review, reviews, state } = session
  const decides = may.call('reviewSession') && state === 'ended'
  if (review === null && !decides) return null
  return (
    <Panel
      title={text('review.title')}
      aside={review === null ? null : <ToneMark tone={tones[review.state]}>{text(`review.${review.state}`)}</ToneMark>}
    >
      <div className={classes['review']}>
        {review?.state === 'open' ? (
          <p className={classes['plain']}>{text(reviews.length === 0 ? 'review.open.text' : 'review.again.text')}</p>
        ) : null}
        {reviews.length === 0 ? null : (
          <ol className={classes['decisions']} aria-label={text('review.decisions')}>
            {reviews.map((each) => (
              <Decision key={each.id} review={each} />
            ))}
          </ol>
        )}
        {decides ? (
          <div className={classes['buttons']}>
            <Button variant="default" onClick={() => setVerdict('confirmed')}>
              {text('review.confirm')}
            </Button>
            <Button variant="default" onClick={() => setVerdict('corrected')}>
              {text('review.correct')}
            </Button>
            <Link to="/sessions" search={{ review: 'open' }} className={classes['queue']}>
              {text('review.queue')}
            </Link>
          </div>
        ) : null}
      </div>
      {verdict === null ? null : <ReviewDialog session={session} verdict={verdict} onClose={() => setVerdict(null)} />}
    </Panel>
  )
}

function Decision({ review: { verdict, reason, decidedBy, decidedAt, before, after } }: { review: SessionReview }) {
  const text = useText()
  const format = useFormat()
  const figures = [
    { name: text('session.energy'), before: format.energy(before.energyWh), after: format.energy(after.energyWh) },
    {
      name: text('sessions.started'),
      before: format.dateTime(before.startedAt),
      after: format.dateTime(after.startedAt),
    },
    { name: text('session.endedAt'), before: format.dateTime(before.endedAt), after: format.dateTime(after.endedAt) },
  ].filter((figure) => figure.before !== figure.after)
  return (
    <li>
      <strong>{text(`review.${verdict}`)}</strong> “<Raw>{reason}</Raw>”
      {figures.map(({ name, before: was, after: is }) => (
        <span key={name} className={classes['change']}>
          {name}: <del>{was}</del> <ins>{is}</ins>
        </span>
      ))}
      <span className={classes['dim']}>
        <Raw>{decidedBy}</Raw> · <When at={decidedAt} />
      </span>
    </li>
  )
}
