import { Select } from '@mantine/core'
import '@mantine/core/styles/Combobox.css'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { driverListQuery } from '../drivers/queries.ts'

export interface ChosenDriver {
  readonly id: string
  readonly name: string
}

interface DriverFieldProps {
  readonly value: ChosenDriver | null
  readonly onChange: (driver: ChosenDriver | null) => void
  readonly error?: string | null
}

/** Somebody who charges: searched by name, address or phone. */
export function DriverField({ value, onChange, error = null }: DriverFieldProps) {
  const text = useText()
  const [typed, setTyped] = useState(value?.name ?? '')
  const [search] = useDebouncedValue(typed.trim(), 200)
  // What stands in the field when it is opened is a name that was chosen, not a question.
  const asked = search === '' || search === value?.name ? undefined : search
  const { data } = useInfiniteQuery({ ...driverListQuery({ search: asked }), placeholderData: keepPreviousData })
  const found = data?.pages.flatMap(({ items }) => items) ?? []
  const offered = [
    ...(value === null || found.some(({ id }) => id === value.id) ? [] : [{ value: value.id, label: value.name }]),
    ...found.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Select
      label={text('tokens.driver')}
      placeholder={text('tokens.driver.none')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': text('tokens.driver.clear') }}
      nothingFoundMessage={text('drivers.noneFound')}
      // The server has searched already, in more than the label.
      filter={({ options }) => options}
      // Names are not unique.
      renderOption={({ option }) => {
        const email = found.find(({ id }) => id === option.value)?.email
        return <span translate="no">{email == null ? option.label : `${option.label} · ${email}`}</span>
      }}
      data={offered}
      value={value?.id ?? null}
      error={error}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        const driver = found.find((each) => each.id === id)
        onChange(id === null ? null : driver === undefined ? value : { id: driver.id, name: driver.name })
      }}
    />
  )
}
