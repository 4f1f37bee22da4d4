import { Button } from '@mantine/core'
import { type RefusedHandshake, StationIdentity } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { Glyph } from '../status/glyph.tsx'
import { Ago } from '../ui/when.tsx'
import { refusalCause, refusalRemedy } from './refusal-words.ts'
import classes from './refusals.module.css'

interface RefusalRowProps {
  readonly refusal: RefusedHandshake
  /** On the pages of one station nobody needs its name, nor a way to it. */
  readonly nameless?: boolean
}

/** Who knocked, why it was refused, what to do, and where. */
export function RefusalRow({ refusal, nameless = false }: RefusalRowProps) {
  const text = useText()
  const { identity, remoteAddress, attempts, lastAt } = refusal
  return (
    <li className={classes['row']}>
      <Glyph shape="alert" tone="occupied" size={20} />
      <div className={classes['what']}>
        {nameless ? null : (
          <strong {...(identity === null ? {} : { translate: 'no' })}>{identity ?? text('refusal.nameless')}</strong>
        )}
        <span>{refusalCause(refusal, text)}</span>
        <span>{refusalRemedy(refusal, text)}</span>
        <span className={classes['dim']}>
          <span translate="no">{remoteAddress}</span> · {text('refusal.attempts', { count: attempts })} ·{' '}
          <Ago at={lastAt} />
        </span>
      </div>
      {nameless ? null : <Way refusal={refusal} />}
    </li>
  )
}

/** To the station where it is registered, else to where it can be. */
function Way({ refusal: { stationId, identity } }: RefusalRowProps) {
  const text = useText()
  const may = useMay()
  if (stationId !== null) {
    if (!may.call('updateStation')) return null
    const label = text('refusal.open', { station: stationId })
    return (
      <Button
        variant="default"
        aria-label={label}
        renderRoot={(props) => (
          <Link to="/stations/$stationId" params={{ stationId }} search={{ tab: 'settings' }} {...props} />
        )}
      >
        {text('refusal.settings')}
      </Button>
    )
  }
  if (!may.call('createStation') || identity === null || !StationIdentity.safeParse(identity).success) return null
  return (
    <Button
      variant="default"
      aria-label={text('refusal.registerOne', { name: identity })}
      renderRoot={(props) => <Link to="/connect" search={{ identity }} {...props} />}
    >
      {text('refusal.register')}
    </Button>
  )
}
