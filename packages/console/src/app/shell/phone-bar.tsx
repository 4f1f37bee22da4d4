import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Activity, PlugZap, Search, TriangleAlert } from 'lucide-react'
import { networkNowQuery } from '../../now/queries.ts'
import { conditionLookOf } from '../../status/status.ts'
import { MoreWords } from '../i18n/later-words.tsx'
import { useText } from '../i18n/use-text.ts'
import { openPalette } from '../palette/palette-state.ts'
import classes from './phone-bar.module.css'

/** What somebody on call needs with one thumb: the state of things, what is broken, a station, a command. */
export function PhoneBar() {
  return (
    <MoreWords>
      <Bar />
    </MoreWords>
  )
}

function Bar() {
  const text = useText()
  const { data: now } = useQuery(networkNowQuery)
  const faulted = now?.evses.faulted ?? 0
  return (
    <nav aria-label={text('shell.onCall')} className={classes['bar']}>
      <Link to="/" className={classes['item']} activeOptions={{ exact: true }}>
        <Activity size={20} aria-hidden />
        {text('nav.now')}
      </Link>
      <Link to="/stations" search={{ condition: 'faulted' }} className={classes['item']}>
        <TriangleAlert size={20} aria-hidden />
        {text(conditionLookOf('faulted').label)}
        {faulted > 0 ? <span className={classes['badge']}>{faulted}</span> : null}
      </Link>
      <Link to="/stations" className={classes['item']} activeOptions={{ exact: true }}>
        <PlugZap size={20} aria-hidden />
        {text('nav.stations')}
      </Link>
      <button type="button" className={classes['item']} onClick={() => openPalette()} aria-haspopup="dialog">
        <Search size={20} aria-hidden />
        {text('shell.find')}
      </button>
    </nav>
  )
}
