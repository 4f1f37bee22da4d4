import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { templatesQuery } from '../../configuration/queries.ts'
import type { ChangeFieldsProps } from './change-dialog.tsx'

/** The configuration template that stations shall go by. */
export function TemplateField({ onChange }: ChangeFieldsProps) {
  const text = useText()
  const { data } = useQuery(templatesQuery)
  const [chosen, setChosen] = useState('')
  const templates = data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <NativeSelect
      label={text('bulk.whichTemplate')}
      description={text('bulk.template.hint')}
      value={chosen}
      data={[{ value: '', label: text('bulk.chooseTemplate') }, ...templates]}
      onChange={(event) => {
        const templateId = event.currentTarget.value
        setChosen(templateId)
        onChange(templateId === '' ? undefined : { templateId })
      }}
    />
  )
}
