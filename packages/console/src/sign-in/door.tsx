import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { hasChosenLocale } from '../app/i18n/locale.ts'
import { useLanguage } from '../app/i18n/provider.tsx'
import { BrandMark } from '../app/shell/brand.tsx'
import { LanguageMenu } from '../app/shell/language-menu.tsx'
import { ThemeMenu } from '../app/shell/theme-menu.tsx'
import { welcomeQuery } from './queries.ts'
import classes from './sign-in.module.css'

interface DoorProps {
  readonly title: string
  readonly lead?: string
  /** The one that a link has named. */
  readonly tenant?: string | undefined
  readonly children: ReactNode
}

/** Frame of the pages before the sign-in. */
export function Door({ title, lead, tenant, children }: DoorProps) {
  const { choose } = useLanguage()
  const { brand, defaultLanguage } = useQuery(welcomeQuery(tenant)).data ?? {}
  useEffect(() => {
    // Whoever has chosen a language in this browser keeps it.
    if (defaultLanguage != null && !hasChosenLocale()) void choose(defaultLanguage)
  }, [defaultLanguage, choose])
  useEffect(() => {
    document.title = `${title} · Stationmaster`
  }, [title])
  return (
    <div className={classes['door']}>
      <header className={classes['bar']}>
        <LanguageMenu onChoose={choose} />
        <ThemeMenu />
      </header>
      <main className={classes['card']}>
        <div className={classes['brand']}>
          <BrandMark brand={brand} size={40} />
          <span translate="no">{brand?.name ?? 'Stationmaster'}</span>
        </div>
        <h1 className={classes['title']}>{title}</h1>
        {lead === undefined ? null : <p className={classes['lead']}>{lead}</p>}
        {children}
      </main>
    </div>
  )
}
