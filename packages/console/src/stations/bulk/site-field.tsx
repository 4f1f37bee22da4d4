import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { useSiteChoices } from '../../sites/use-sites.ts'
import type { ChangeFieldsProps } from './change-dialog.tsx'

const NOWHERE = 'none'

/** The site to move stations to. */
export function SiteField({ onChange }: ChangeFieldsProps) {
  const text = useText()
  const sites = useSiteChoices()
  const [chosen, setChosen] = useState('')
  return (
    <NativeSelect
      label={text('bulk.toSite')}
      value={chosen}
      data={[{ value: '', label: '' }, ...sites, { value: NOWHERE, label: text('bulk.noSite') }]}
      onChange={(event) => {
        const value = event.currentTarget.value
        setChosen(value)
        onChange(value === '' ? undefined : { siteId: value === NOWHERE ? null : value })
      }}
    />
  )
}
