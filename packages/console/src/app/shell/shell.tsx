import { Kbd } from '@mantine/core'
import { Link, Outlet } from '@tanstack/react-router'
import { Menu, Search, X } from 'lucide-react'
import { useState } from 'react'
import { LiveUpdates } from '../../live/live-updates.tsx'
import { useText } from '../i18n/use-text.ts'
import { PaletteHost } from '../palette/palette-host.tsx'
import { openPalette } from '../palette/palette-state.ts'
import { AccountMenu } from './account-menu.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { LiveChip } from './live-chip.tsx'
import { LogoMark } from './logo.tsx'
import { Navigation } from './navigation.tsx'
import classes from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { ThemeMenu } from './theme-menu.tsx'

/** Frame of every screen behind the sign-in. */
export function Shell() {
  const text = useText()
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
        <Link to="/" className={classes['brand']} aria-label="Stationmaster">
          <LogoMark />
          <span className={classes['brandName']} translate="no">
            Stationmaster
          </span>
        </Link>
        <div className={classes['spring']} />
        <LiveChip />
        <SearchButton />
        <LanguageMenu />
        <ThemeMenu />
        <AccountMenu />
      </header>
      <nav aria-label={text('shell.navigation')} className={classes['navbar']} data-opened={opened ? '' : undefined}>
        <Navigation onNavigate={() => setOpened(false)} />
      </nav>
      <main id="content" tabIndex={-1} className={classes['main']}>
        <Outlet />
      </main>
      <LiveUpdates />
      <PaletteHost />
      <Shortcuts />
    </div>
  )
}

function SearchButton() {
  const text = useText()
  return (
    <button
      type="button"
      className={classes['search']}
      onClick={() => openPalette()}
      aria-label={text('shell.search')}
      aria-keyshortcuts="Control+K"
    >
      <Search size={16} aria-hidden />
      <span className={classes['searchText']}>{text('shell.search')}</span>
      <Kbd size="xs" className={classes['searchText'] ?? ''}>
        Ctrl K
      </Kbd>
    </button>
  )
}
