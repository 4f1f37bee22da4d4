import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bell, Building, Building2, Keyboard, LogOut, Settings, UserRound } from 'lucide-react'
import { DropMenu } from '../../ui/drop-menu.tsx'
import { call } from '../api.ts'
import { useText } from '../i18n/use-text.ts'
import { meQuery } from '../me.ts'
import { forgetItems } from '../palette/forget-recent.ts'
import { startOver } from '../start-over.ts'
import { openShortcuts } from './shortcut-requests.ts'

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
  const workIn = async (tenant: number) => {
    await call('switchTenant', { body: { tenant } })
    startOver()
  }
  const others = me.tenants.filter(({ isActive }) => !isActive)
  return (
    <DropMenu
      label={text('account.menu')}
      icon={UserRound}
      head={
        <span translate="no">
          <strong>{me.name}</strong>
          <br />
          {me.email}
          {others.length === 0 ? null : (
            <>
              <br />
              {me.tenant}
            </>
          )}
        </span>
      }
      choices={[
        ...others.map(({ id, name }) => ({
          key: `tenant ${id}`,
          label: text('account.workIn', { tenant: name }),
          isName: true,
          icon: Building,
          onChoose: () => void workIn(id),
        })),
        ...(me.isPlatformOwner
          ? [
              {
                key: 'tenants',
                label: text('account.tenants'),
                icon: Building2,
                onChoose: () => void navigate({ to: '/tenants' }),
              },
            ]
          : []),
        {
          key: 'settings',
          label: text('nav.settings'),
          icon: Settings,
          onChoose: () => void navigate({ to: '/settings' }),
        },
        {
          key: 'notifications',
          label: text('account.notifications'),
          icon: Bell,
          onChoose: () => void navigate({ to: '/notifications' }),
        },
        { key: 'shortcuts', label: text('shortcuts.title'), icon: Keyboard, onChoose: openShortcuts },
        { key: 'signOut', label: text('account.signOut'), icon: LogOut, onChoose: () => void signOut() },
      ]}
    />
  )
}
