import { useSuspenseQuery } from '@tanstack/react-query'
import type { LinkProps } from '@tanstack/react-router'
import { Bell, BookOpen, Building2, FileDown, FileUp, type LucideIcon } from 'lucide-react'
import type { MessageKey } from '../i18n/catalogue.ts'
import { meQuery } from '../me.ts'
import { useDestinations } from '../shell/navigation.tsx'
import { useMay } from '../use-may.ts'

export interface Screen {
  readonly to: Exclude<LinkProps['to'], undefined>
  readonly label: MessageKey
  readonly icon: LucideIcon
}

const ofEverybody: readonly Screen[] = [
  { to: '/exports', label: 'export.title', icon: FileDown },
  { to: '/integrations/api', label: 'api.title', icon: BookOpen },
  { to: '/notifications', label: 'account.notifications', icon: Bell },
]
const importing: Screen = { to: '/import', label: 'import.title', icon: FileUp }
const tenants: Screen = { to: '/tenants', label: 'account.tenants', icon: Building2 }

/** Every screen that whoever is signed in may open: those of the navigation, and those behind other screens. */
export function useScreens(): readonly Screen[] {
  const may = useMay()
  const { data: me } = useSuspenseQuery(meQuery)
  const canImport = may('stations.write') || may('sites.write') || may('tokens.write')
  return [
    ...useDestinations(),
    ...ofEverybody,
    ...(canImport ? [importing] : []),
    ...(me.isPlatformOwner ? [tenants] : []),
  ]
}
