import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './filter-bar.module.css'
import { isTyping } from './is-typing.ts'

export function FilterBar({ children }: { children: ReactNode }) {
  return <search className={classes['bar']}>{children}</search>
}

interface SearchFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onSearch: (value: string | undefined) => void
}

/** Search that waits for a pause in the typing. `/` puts the cursor here. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value ?? '')
  const search = useDebouncedCallback((text: string) => onSearch(text.trim() === '' ? undefined : text.trim()), 200)
  useEffect(() => {
    // The URL changed by other means (back button, a link): the field follows unless it is being typed in.
    if (document.activeElement !== input.current) setTyped(value ?? '')
  }, [value])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event)) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <TextInput
      ref={input}
      type="search"
      className={classes['search']}
      aria-label={label}
      placeholder={label}
      leftSection={<Search size={16} aria-hidden />}
      value={typed}
      maxLength={100}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}

interface ChoiceFieldProps<Value extends string> {
  readonly label: string
  /** What no choice means: "Any site". */
  readonly any: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value | undefined
  readonly onChoose: (value: Value | undefined) => void
}

export function ChoiceField<Value extends string>({ label, any, options, value, onChoose }: ChoiceFieldProps<Value>) {
  return (
    <NativeSelect
      aria-label={label}
      className={classes['choice']}
      value={value ?? ''}
      data={[{ value: '', label: any }, ...options]}
      onChange={(event) => onChoose(options.find((option) => option.value === event.currentTarget.value)?.value)}
    />
  )
}
