import { MultiSelect, NativeSelect } from '@mantine/core'
import '@mantine/core/styles/Combobox.css'
import '@mantine/core/styles/Pill.css'
import '@mantine/core/styles/PillsInput.css'
import type { SiteScope } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Text } from '../app/i18n/use-text.ts'
import { useText } from '../app/i18n/use-text.ts'
import { meQuery } from '../app/me.ts'
import { useSiteChoices } from '../sites/use-sites.ts'
import { rolesQuery } from './queries.ts'

export interface RoleChoice {
  readonly role: string
  readonly scope: SiteScope
}

/** A role in the reader's words; custom roles have names of their own. */
export function roleWord(text: Text, { role, roleName }: { role: string; roleName: string | null }): string {
  return roleName ?? text.maybe(`role.${role}`) ?? role
}

interface RoleFieldsProps {
  readonly value: RoleChoice
  readonly onChange: (value: RoleChoice) => void
}

/** What somebody may do, and where. */
export function RoleFields({ value, onChange }: RoleFieldsProps) {
  return (
    <>
      <RoleField value={value.role} onChange={(role) => onChange({ ...value, role })} />
      <SitesField value={value.scope} onChange={(scope) => onChange({ ...value, scope })} />
    </>
  )
}

/** A role. Those that may do more than the reader are not offered. */
export function RoleField({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const text = useText()
  return (
    <NativeSelect
      label={text('people.role')}
      value={value}
      data={[...useRoleChoices()]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The roles that the reader can give. */
export function useRoleChoices(): readonly { readonly value: string; readonly label: string }[] {
  const text = useText()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: roles } = useSuspenseQuery(rolesQuery)
  const offered = roles.items.filter(({ permissions }) => permissions.every((one) => me.permissions.includes(one)))
  return offered.map(({ id, name }) => ({ value: id, label: roleWord(text, { role: id, roleName: name }) }))
}

/** Some sites, or all. */
export function SitesField({ value, onChange }: { value: SiteScope; onChange: (scope: SiteScope) => void }) {
  const text = useText()
  const sites = useSiteChoices()
  return (
    <MultiSelect
      label={text('people.sites')}
      description={text('people.sites.hint')}
      data={sites.map((site) => ({ ...site }))}
      value={value === 'everything' ? [] : value.siteIds}
      searchable
      clearable
      onChange={(siteIds) => onChange(siteIds.length === 0 ? 'everything' : { siteIds })}
    />
  )
}
