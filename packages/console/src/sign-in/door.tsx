import { type ReactNode, useEffect } from 'react'
import { LanguageMenu } from '../app/shell/language-menu.tsx'
import { LogoMark } from '../app/shell/logo.tsx'
import { ThemeMenu } from '../app/shell/theme-menu.tsx'
import classes from './sign-in.module.css'

interface DoorProps {
  readonly title: string
  readonly lead?: string
  readonly children: ReactNode
}

/** Frame of the pages before the sign-in. */
export function Door({ title, lead, children }: DoorProps) {
  useEffect(() => {
    document.title = `${title} · Stationmaster`
  }, [title])
  return (
    <div className={classes['door']}>
      <header className={classes['bar']}>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main className={classes['card']}>
        <div className={classes['brand']}>
          <LogoMark size={40} />
          <span translate="no">Stationmaster</span>
        </div>
        <h1 className={classes['title']}>{title}</h1>
        {lead === undefined ? null : <p className={classes['lead']}>{lead}</p>}
        {children}
      </main>
    </div>
  )
}
