import { type ReactNode, useEffect } from 'react'
import classes from './page.module.css'

interface PageProps {
  readonly title: string
  /** Shown instead of the plain title, for example with a state beside it. */
  readonly heading?: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** The heading is for screen readers only: what the page is shows at a glance. */
  readonly quietTitle?: boolean
  /** The page fills the window and scrolls inside (long tables). */
  readonly fill?: boolean
  readonly children: ReactNode
}

/** Heading, actions and body of a screen; also names the browser tab. */
export function Page({ title, heading, lead, actions, quietTitle = false, fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Stationmaster`
  }, [title])
  return (
    <div className={`${classes['page']} ${fill ? classes['fill'] : ''}`}>
      <header className={quietTitle ? 'sm-visually-hidden' : classes['head']}>
        <div className={classes['titles']}>
          <h1 className={classes['title']}>{heading ?? title}</h1>
          {lead === undefined ? null : <p className={classes['lead']}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
