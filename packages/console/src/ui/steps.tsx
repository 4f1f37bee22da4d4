import type { ReactNode } from 'react'
import classes from './steps.module.css'

/** Steps one after the other, an arrow between them. */
export function Steps({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <ol className={`${classes['steps']} ${className}`} aria-label={label}>
      {children}
    </ol>
  )
}
