import { MultiSelect, NativeSelect } from '@mantine/core'
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

/** What somebody may do, and where. Roles that may do more than the reader are not offered. */
export function RoleFields({ value, onChange }: RoleFieldsProps) {
  const text = useText()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: roles } = useSuspenseQuery(rolesQuery)
  const sites = useSiteChoices()
  const offered = roles.items.filter(({ permissions }) => permissions.every((one) => me.permissions.includes(one)))
  const chosen = value.scope === 'everything' ? [] : value.scope.siteIds
  return (
    <>
      <NativeSelect
        label={text('people.role')}
        value={value.role}
        data={offered.map(({ id, name }) => ({ value: id, label: roleWord(text, { role: id, roleName: name }) }))}
        onChange={(event) => onChange({ ...value, role: event.currentTarget.value })}
      />
      <MultiSelect
        label={text('people.sites')}
        description={text('people.sites.hint')}
        data={sites.map((site) => ({ ...site }))}
        value={chosen}
        searchable
        clearable
        onChange={(siteIds) => onChange({ ...value, scope: siteIds.length === 0 ? 'everything' : { siteIds } })}
      />
    </>
  )
}
