import type { SessionSummary } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Glyph } from '../status/glyph.tsx'
import classes from '../status/status.module.css'
import type { StatusLook } from '../status/status.ts'

type Look = Pick<StatusLook, 'label' | 'tone' | 'glyph'>

/** How a session stands: ended, or what it does now. */
export function sessionLook(session: Pick<SessionSummary, 'state' | 'chargingState'>): Look {
  if (session.state === 'ended') return { label: 'session.ended', tone: 'neutral', glyph: 'check' }
  switch (session.chargingState) {
    case 'SuspendedEV':
      return { label: 'status.SuspendedEV', tone: 'charging', glyph: 'pause' }
    case 'SuspendedEVSE':
      return { label: 'status.SuspendedEVSE', tone: 'occupied', glyph: 'pause' }
    case 'EVConnected':
    case 'Idle':
      return { label: 'status.Occupied', tone: 'occupied', glyph: 'plug' }
    default:
      return { label: 'status.Charging', tone: 'charging', glyph: 'bolt' }
  }
}

export function SessionState({ session }: { session: Pick<SessionSummary, 'state' | 'chargingState'> }) {
  const text = useText()
  const look = sessionLook(session)
  return (
    <span className={classes['label']}>
      <Glyph shape={look.glyph} tone={look.tone} />
      <span>{text(look.label)}</span>
    </span>
  )
}
