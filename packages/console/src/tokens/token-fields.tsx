import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { TokenType } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { DriverField } from './driver-field.tsx'
import type { TokenForm } from './token-form.ts'

interface TokenFieldsProps {
  readonly form: TokenForm
  readonly set: (part: Partial<TokenForm>) => void
  /** Names of the fields that the server would refuse. */
  readonly refused: ReadonlySet<string>
  /** What the server said against the value. */
  readonly valueRefusal: string | null
  /** The value of a token never changes. */
  readonly isNew: boolean
}

/** Which token it is, and what it may. */
export function TokenFields(props: TokenFieldsProps) {
  return (
    <>
      <IdentityFields {...props} />
      <LimitFields {...props} />
    </>
  )
}

function IdentityFields({ form, set, refused, valueRefusal, isNew }: TokenFieldsProps) {
  const text = useText()
  const may = useMay()
  return (
    <>
      <TextInput
        label={text('tokens.value')}
        description={text('tokens.value.hint')}
        value={form.value}
        required
        disabled={!isNew}
        maxLength={255}
        autoComplete="off"
        error={form.value !== '' && refused.has('value') ? text('tokens.value.invalid') : valueRefusal}
        onChange={(event) => set({ value: event.currentTarget.value })}
      />
      <TextInput
        label={text('tokens.label')}
        value={form.label}
        maxLength={100}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      {may('customers.read') ? <DriverField value={form.driver} onChange={(driver) => set({ driver })} /> : null}
      <NativeSelect
        label={text('tokens.type')}
        value={form.type}
        data={[...TokenType.options]}
        onChange={(event) => {
          const type = TokenType.safeParse(event.currentTarget.value)
          if (type.success) set({ type: type.data })
        }}
      />
    </>
  )
}

function LimitFields({ form, set, refused }: TokenFieldsProps) {
  const text = useText()
  return (
    <>
      <TextInput
        type="date"
        label={text('tokens.expires')}
        value={form.expires}
        onChange={(event) => set({ expires: event.currentTarget.value })}
      />
      <TextInput
        label={text('tokens.group')}
        description={text('tokens.group.hint')}
        value={form.group}
        maxLength={255}
        onChange={(event) => set({ group: event.currentTarget.value })}
      />
      <TextInput
        type="number"
        label={text('tokens.maxConcurrent')}
        description={text('tokens.maxConcurrent.hint')}
        min={1}
        max={1000}
        value={form.maxConcurrent}
        error={refused.has('maxConcurrent') ? text('tokens.maxConcurrent.invalid') : null}
        onChange={(event) => set({ maxConcurrent: event.currentTarget.value })}
      />
      <Checkbox
        label={text('tokens.blocked')}
        checked={form.blocked}
        onChange={(event) => set({ blocked: event.currentTarget.checked })}
      />
    </>
  )
}
