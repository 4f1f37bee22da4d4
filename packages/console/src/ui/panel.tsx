import type { ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  readonly title?: ReactNode
  /** Beside the title: counts, switches. */
  readonly aside?: ReactNode
  /** No inner margin: for tables and maps. */
  readonly flush?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A bordered surface with a heading. */
export function Panel({ title, aside, flush = false, className = '', children }: PanelProps) {
  return (
    <section className={`${classes['panel']} ${className}`}>
      {title === undefined ? null : (
        <header className={classes['head']}>
          <h2 className={classes['title']}>{title}</h2>
          {aside}
        </header>
      )}
      <div className={flush ? classes['flush'] : classes['body']}>{children}</div>
    </section>
  )
}
