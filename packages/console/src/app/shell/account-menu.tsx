import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Keyboard, LogOut, Settings, UserRound } from 'lucide-react'
import { DropMenu } from '../../ui/drop-menu.tsx'
import { call } from '../api.ts'
import { useText } from '../i18n/use-text.ts'
import { meQuery } from '../me.ts'
import { forgetItems } from '../palette/forget-recent.ts'
import { openShortcuts } from './shortcuts.tsx'

export function AccountMenu() {
  const text = useText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const signOut = async () => {
    await call('signOut', {})
    forgetItems()
    await navigate({ to: '/sign-in' })
    client.clear()
  }
  return (
    <DropMenu
      label={text('account.menu')}
      icon={UserRound}
      head={
        <span translate="no">
          <strong>{me.name}</strong>
          <br />
          {me.email}
        </span>
      }
      choices={[
        {
          key: 'settings',
          label: text('nav.settings'),
          icon: Settings,
          onChoose: () => void navigate({ to: '/settings' }),
        },
        { key: 'shortcuts', label: text('shortcuts.title'), icon: Keyboard, onChoose: openShortcuts },
        { key: 'signOut', label: text('account.signOut'), icon: LogOut, onChoose: () => void signOut() },
      ]}
    />
  )
}
