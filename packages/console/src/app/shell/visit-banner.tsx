import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../api.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { meQuery } from '../me.ts'
import { startOver } from '../start-over.ts'
import classes from './visit-banner.module.css'

/** Says on every screen that this is somebody else's tenant, why, and until when; gone with the visit. */
export function VisitBanner() {
  const text = useText()
  const format = useFormat()
  const { data: me } = useSuspenseQuery(meQuery)
  const endsAt = me.visit?.endsAt
  useEffect(() => {
    if (endsAt === undefined) return
    const timer = setTimeout(startOver, Math.max(0, Date.parse(endsAt) - Date.now()))
    return () => clearTimeout(timer)
  }, [endsAt])
  if (me.visit === null) return null
  const leave = async () => {
    await call('leaveTenant', {})
    startOver()
  }
  return (
    <div role="status" className={classes['banner']}>
      <span translate="no">
        {text('visit.banner', { tenant: me.tenant, time: format.time(me.visit.endsAt), reason: me.visit.reason })}
      </span>
      <button type="button" className={classes['leave']} onClick={() => void leave()}>
        {text('visit.leave')}
      </button>
    </div>
  )
}
