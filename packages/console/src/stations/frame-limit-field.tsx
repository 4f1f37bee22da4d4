import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'

const LEAST = 1024
const MOST = 1_048_576

interface FrameLimitFieldProps {
  /** Bytes; null: as the setting for all stations says. */
  readonly value: number | null
  /** Undefined while what is typed is no limit. */
  readonly onChange: (value: number | null | undefined) => void
}

/** The longest message that is taken from a station. */
export function FrameLimitField({ value, onChange }: FrameLimitFieldProps) {
  const text = useText()
  const [typed, setTyped] = useState(value === null ? '' : String(value))
  return (
    <TextInput
      label={text('station.maxFrameBytes')}
      description={text('station.maxFrameBytes.hint')}
      inputMode="numeric"
      value={typed}
      maxLength={10}
      error={limitOf(typed) === undefined ? text('station.maxFrameBytes.wrong') : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(limitOf(event.currentTarget.value))
      }}
    />
  )
}

function limitOf(typed: string): number | null | undefined {
  const trimmed = typed.trim()
  if (trimmed === '') return null
  const bytes = /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN
  return bytes >= LEAST && bytes <= MOST ? bytes : undefined
}
