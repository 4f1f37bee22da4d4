import type { GrantedPermission } from '@stationmaster/server/contract'
import { Building2, Database, KeyRound, type LucideIcon, Mail, UserRound, Users } from 'lucide-react'

export const sectionNames = ['own', 'organisation', 'people', 'keys', 'mail', 'data'] as const
export type SectionName = (typeof sectionNames)[number]

interface Section {
  readonly icon: LucideIcon
  /** One of these opens it; none: it is everybody's. */
  readonly permissions: readonly GrantedPermission[]
}

export const sections: Readonly<Record<SectionName, Section>> = {
  own: { icon: UserRound, permissions: [] },
  organisation: { icon: Building2, permissions: ['settings.manage'] },
  people: { icon: Users, permissions: ['people.read', 'settings.manage'] },
  keys: { icon: KeyRound, permissions: ['apiKeys.manage'] },
  mail: { icon: Mail, permissions: ['outbox.read', 'settings.manage'] },
  data: { icon: Database, permissions: ['settings.manage'] },
}

/** The part that an address names; one's own where it names none. */
export function sectionOf(name: string | undefined): SectionName {
  return sectionNames.find((each) => each === name) ?? 'own'
}
