import { TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'

export const SHORTEST_PASSWORD = 12

interface PasswordFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A new password, with its rule beside it as it is typed. */
export function PasswordField({ value, onChange }: PasswordFieldProps) {
  const text = useText()
  return (
    <TextInput
      type="password"
      label={text('signIn.password')}
      description={text('setUp.password.hint')}
      autoComplete="new-password"
      required
      maxLength={200}
      error={value !== '' && value.length < SHORTEST_PASSWORD ? text('setUp.password.short') : null}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
