import { AppShell, Burger, Kbd } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet } from '@tanstack/react-router'
import { Search } from 'lucide-react'
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
  const [opened, { toggle, close }] = useDisclosure(false)
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'md' }}
      classNames={{ main: classes['main'] ?? '', navbar: classes['navbar'] ?? '', header: classes['header'] ?? '' }}
    >
      <a href="#content" className={classes['skip']}>
        {text('shell.skip')}
      </a>
      <AppShell.Header>
        <div className={classes['bar']}>
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={text('shell.menu')} />
          <Link to="/" className={classes['brand']} aria-label="Stationmaster">
            <LogoMark />
            <span className={classes['brandName']} translate="no">
              Stationmaster
            </span>
          </Link>
          <div className={classes['spring']} />
          <LiveChip />
          <button
            type="button"
            className={classes['search']}
            onClick={() => openPalette()}
            aria-label={text('shell.search')}
          >
            <Search size={16} aria-hidden />
            <span className={classes['searchText']}>{text('shell.search')}</span>
            <Kbd size="xs" className={classes['searchText'] ?? ''}>
              Ctrl K
            </Kbd>
          </button>
          <LanguageMenu />
          <ThemeMenu />
          <AccountMenu />
        </div>
      </AppShell.Header>
      <AppShell.Navbar aria-label={text('shell.navigation')}>
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <LiveUpdates />
      <PaletteHost />
      <Shortcuts />
    </AppShell>
  )
}
