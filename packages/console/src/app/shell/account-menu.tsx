import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Keyboard, LogOut, Settings, UserRound } from 'lucide-react'
import { call } from '../api.ts'
import { useText } from '../i18n/use-text.ts'
import { meQuery } from '../me.ts'
import { forgetItems } from '../palette/recent.ts'
import { openShortcuts } from './shortcuts.tsx'

export function AccountMenu() {
  const text = useText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const signOut = async () => {
    await call('signOut', {})
    forgetItems()
    client.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label={text('account.menu')}>
          <UserRound size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label translate="no">
          {me.name}
          {me.email === null ? null : <br />}
          {me.email}
        </Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<Settings size={16} aria-hidden />}>
          {text('nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard size={16} aria-hidden />} onClick={openShortcuts}>
          {text('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
          {text('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
