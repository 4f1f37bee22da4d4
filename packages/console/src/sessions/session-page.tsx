import { actionBlock, type SessionDetail } from '@stationmaster/server/contract'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { CircleStop, Flag } from 'lucide-react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { StaleNote } from '../app/stale-note.tsx'
import { Widget } from '../app/widget.tsx'
import { ActionButton } from '../commands/action-button.tsx'
import { useSend } from '../commands/use-send.tsx'
import { PricePanel } from '../revenue/price-panel.tsx'
import { stationQuery } from '../stations/queries.ts'
import { StatusChip } from '../status/status-label.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Elapsed } from '../ui/when.tsx'
import { flagFigures, flagSentence } from './flags.ts'
import { sessionQuery } from './queries.ts'
import { ReviewPanel } from './review/review-panel.tsx'
import classes from './session.module.css'
import { SessionCharts } from './session-charts.tsx'
import { SessionEvents } from './session-events.tsx'
import { SessionFacts } from './session-facts.tsx'
import { sessionLook } from './session-state.tsx'

const route = getRouteApi('/app/sessions/$sessionId')

/** One session: figures, curves, what was odd about it, and every event. */
export function SessionPage() {
  const text = useText()
  const { sessionId } = route.useParams()
  const query = useSuspenseQuery(sessionQuery(sessionId))
  const session = query.data
  const look = sessionLook(session)
  return (
    <Page
      title={text('session.title', { station: session.stationId })}
      heading={
        <>
          {text('session.heading')}
          <Link
            to="/stations/$stationId"
            params={{ stationId: session.stationId }}
            className={classes['station']}
            translate="no"
          >
            {session.stationId}
          </Link>
          <StatusChip look={{ ...look, sentence: look.label }} />
        </>
      }
      lead={
        <>
          {text('evse.name', { evse: session.evseId })}
          {session.siteName === null ? null : (
            <>
              {' '}
              · <span translate="no">{session.siteName}</span>
            </>
          )}
        </>
      }
      actions={session.state === 'active' ? <StopButton session={session} /> : null}
    >
      <StaleNote query={query} />
      <Figures session={session} />
      {session.flags.length === 0 ? null : <Flags session={session} />}
      <ReviewPanel session={session} />
      <Widget lines={6}>
        <SessionCharts session={session} />
      </Widget>
      <Widget lines={4}>
        <PricePanel sessionId={session.id} />
      </Widget>
      <div className={classes['columns']}>
        <Panel title={text('session.facts')}>
          <SessionFacts session={session} />
        </Panel>
        <Panel title={text('session.events')} flush>
          <SessionEvents session={session} />
        </Panel>
      </div>
    </Page>
  )
}

function StopButton({ session }: { session: SessionDetail }) {
  const text = useText()
  const send = useSend()
  const { data: station } = useQuery(stationQuery(session.stationId))
  const request = { kind: 'stopTransaction', sessionId: session.id } as const
  return (
    <ActionButton
      send="stopTransaction"
      block={station === undefined ? null : actionBlock('stopTransaction', station)}
      leftSection={<CircleStop size={16} aria-hidden />}
      variant="filled"
      color="red"
      onClick={() => send({ stationId: session.stationId, request })}
    >
      {text('command.stopTransaction')}
    </ActionButton>
  )
}

function Figures({ session }: { session: SessionDetail }) {
  const text = useText()
  const format = useFormat()
  const correction = session.review?.correction
  const soc = session.socPercent === null ? null : format.percent(session.socPercent)
  const startSoc = session.startSocPercent === null ? null : format.percent(session.startSocPercent)
  return (
    <dl className={classes['figures']}>
      <div>
        <dt>{text('session.energy')}</dt>
        <dd>{format.energy(correction?.energyWh ?? session.energyWh)}</dd>
        {correction == null ? null : (
          <dd className={classes['measured']}>
            {text('review.measured', { energy: format.energy(session.energyWh) })}
          </dd>
        )}
      </div>
      <div>
        <dt>{text('sessions.duration')}</dt>
        <dd>
          <Elapsed from={correction?.startedAt ?? session.startedAt} to={correction?.endedAt ?? session.endedAt} />
        </dd>
      </div>
      <div>
        <dt>{text(session.state === 'active' ? 'session.power' : 'session.maxPower')}</dt>
        <dd>{format.power((session.state === 'active' ? session.powerW : session.maxPowerW) ?? 0)}</dd>
      </div>
      {soc === null ? null : (
        <div>
          <dt>{text('session.soc')}</dt>
          <dd>
            <bdi dir="ltr">{startSoc === null || startSoc === soc ? soc : `${startSoc} → ${soc}`}</bdi>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Flags({ session }: { session: SessionDetail }) {
  const text = useText()
  const format = useFormat()
  const confidence = format.percent(session.confidence * 100)
  return (
    <Panel
      title={
        <>
          <Flag size={18} aria-hidden className={classes['flag']} />
          {text('session.flags')}
        </>
      }
      aside={<span className={classes['dim']}>{text('session.confidence', { confidence })}</span>}
    >
      <ul className={classes['flags']}>
        {session.flags.map((flag, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: flags are appended only, and one code may come twice
          <li key={`${flag.code}-${index}`}>
            {flagSentence(flag, text)}{' '}
            <span className={classes['dim']} translate="no">
              {flagFigures(flag).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
