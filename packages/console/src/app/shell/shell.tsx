import { Kbd } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useChildMatches } from '@tanstack/react-router'
import { Menu, Search, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { LiveUpdates } from '../../live/live-updates.tsx'
import { MoreWords } from '../i18n/later-words.tsx'
import { useText } from '../i18n/use-text.ts'
import { organisationQuery } from '../organisation.ts'
import { PaletteHost } from '../palette/palette-host.tsx'
import { openPalette } from '../palette/palette-state.ts'
import { RightsWatch } from '../rights-watch.tsx'
import { RoutePending } from '../route-states.tsx'
import { SessionWatch } from '../session-watch.tsx'
import { AccountMenu } from './account-menu.tsx'
import { BrandMark } from './brand.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { LiveChip } from './live-chip.tsx'
import { Navigation } from './navigation.tsx'
import { Reader } from './reader.tsx'
import classes from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { useOwnLanguage } from './use-own-language.tsx'
import { VisitBanner } from './visit-banner.tsx'

const PhoneBar = lazy(async () => ({ default: (await import('./phone-bar.tsx')).PhoneBar }))

/** Frame of every screen behind the sign-in. */
export function Shell() {
  return (
    <Reader>
      <Frame />
    </Reader>
  )
}

function Frame() {
  const text = useText()
  const { data: organisation } = useQuery(organisationQuery)
  const chooseLanguage = useOwnLanguage()
  const name = organisation?.ownName ?? 'Stationmaster'
  const [opened, setOpened] = useState(false)
  const MenuIcon = opened ? X : Menu
  return (
    <div className={classes['shell']}>
      <a href="#content" className={classes['skip']}>
        {text('shell.skip')}
      </a>
      <header className={classes['header']}>
        <button
          type="button"
          className={classes['burger']}
          aria-expanded={opened}
          aria-label={text('shell.menu')}
          onClick={() => setOpened(!opened)}
        >
          <MenuIcon size={20} aria-hidden />
        </button>
        <Link to="/" className={classes['brand']} aria-label={name}>
          <BrandMark brand={organisation} />
          <span className={classes['brandName']} translate="no">
            {name}
          </span>
        </Link>
        <div className={classes['spring']} />
        <LiveChip />
        <SearchField />
        <LanguageMenu offered={organisation?.languages} onChoose={chooseLanguage} />
        <ThemeMenu />
        <AccountMenu />
      </header>
      <nav aria-label={text('shell.navigation')} className={classes['navbar']} data-opened={opened ? '' : undefined}>
        <Navigation onNavigate={() => setOpened(false)} />
      </nav>
      <main id="content" tabIndex={-1} className={classes['main']}>
        <VisitBanner />
        <Screen />
      </main>
      <Suspense fallback={null}>
        <PhoneBar />
      </Suspense>
      <Shortcuts />
      <LiveUpdates />
      <RightsWatch />
      <SessionWatch />
      <PaletteHost />
    </div>
  )
}

/** The first screen makes do with the first words; all others have every word. */
function Screen() {
  const isFirst = useChildMatches({ select: ([match]) => match?.pathname === '/' })
  if (isFirst) return <Outlet />
  return (
    <Suspense fallback={<RoutePending />}>
      <MoreWords>
        <Outlet />
      </MoreWords>
    </Suspense>
  )
}

/** A field one can type into at once. The palette opens with the first letter and goes on from there. */
function SearchField() {
  const text = useText()
  return (
    <label className={classes['search']}>
      <Search size={16} aria-hidden />
      <input
        className={classes['searchText']}
        placeholder={text('shell.search')}
        aria-label={text('shell.search')}
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        autoComplete="off"
        onClick={() => openPalette()}
        onChange={(event) => openPalette(event.currentTarget.value)}
        onBlur={(event) => {
          event.currentTarget.value = ''
        }}
      />
      <Kbd size="xs" className={classes['searchKey'] ?? ''}>
        Ctrl K
      </Kbd>
    </label>
  )
}
