import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import { ChoicesField } from './choices-field.tsx'
import { isGroup } from './draft.ts'
import { useFieldWords } from './field-words.ts'
import type { ControlProps, FieldProps } from './form-context.ts'
import classes from './forms.module.css'
import { ListField } from './list-field.tsx'
import { PartField } from './part-field.tsx'
import { placeFieldOf } from './place-fields.tsx'
import type { Shape } from './shape.ts'

/** The control that fits what a field holds. */
export function SchemaField({ shape, ...props }: ControlProps) {
  const { value, onChange } = props
  const typed = { ...props, value: typeof value === 'string' ? value : '' }
  switch (shape.kind) {
    case 'group':
      return <PartField {...props} shape={shape} value={isGroup(value) ? value : undefined} />
    case 'list':
      return <ListField {...props} shape={shape} value={Array.isArray(value) ? value : []} onChange={onChange} />
    case 'choices':
      return <ChoicesField {...props} options={shape.options} value={Array.isArray(value) ? value.map(String) : []} />
    case 'flag':
      return typeof value === 'boolean' ? (
        <FlagField {...props} value={value} />
      ) : (
        <ChoiceField {...typed} options={['true', 'false']} />
      )
    case 'choice':
      return <ChoiceField {...typed} options={shape.options} />
    case 'json':
      return <LongField {...typed} isCode />
    case 'text': {
      const PlaceField = placeFieldOf(props.name)
      if (PlaceField !== undefined) return <PlaceField {...typed} />
      return shape.isLong ? <LongField {...typed} isCode={shape.isLong} /> : <LineField {...typed} shape={shape} />
    }
    case 'number': {
      const PlaceField = placeFieldOf(props.name)
      if (PlaceField !== undefined) return <PlaceField {...typed} isZeroAll={shape.min === 0} />
      return <LineField {...typed} shape={shape} />
    }
    case 'time':
      return <LineField {...typed} shape={shape} />
  }
}

function LineField({ shape, value, onChange, ...props }: FieldProps<string> & { shape: Shape }) {
  const text = useText()
  const words = useFieldWords(props)
  const number = shape.kind === 'number' ? shape : undefined
  const limits =
    number?.min !== undefined && number.max !== undefined
      ? text('form.range', { min: number.min, max: number.max })
      : undefined
  return (
    <TextInput
      {...words}
      description={words.description ?? (number !== undefined && (number.max ?? 1e7) < 1e6 ? limits : undefined)}
      type={shape.kind === 'time' ? 'datetime-local' : 'text'}
      inputMode={number === undefined ? undefined : number.isInteger && (number.min ?? -1) >= 0 ? 'numeric' : 'decimal'}
      value={value}
      maxLength={shape.kind === 'text' ? shape.maxLength : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function LongField({ value, onChange, isCode, ...props }: FieldProps<string> & { isCode: boolean }) {
  const words = useFieldWords(props)
  return (
    <Textarea
      {...words}
      className={classes['wide']}
      value={value}
      rows={6}
      spellCheck={false}
      {...(isCode ? { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function FlagField({ value, onChange, ...props }: FieldProps<boolean>) {
  const { label, description, error } = useFieldWords(props)
  return (
    <Checkbox
      className={classes['flag']}
      label={label}
      description={description}
      error={error}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

type ChoiceFieldProps = FieldProps<string> & { readonly options: readonly string[]; readonly hasInitial?: boolean }

function ChoiceField({ value, onChange, options, hasInitial = false, ...props }: ChoiceFieldProps) {
  const text = useText()
  const words = useFieldWords(props)
  const none = { value: '', label: text(props.isRequired ? 'form.choose' : 'form.leaveOut') }
  const known = options.map((option) => ({ value: option, label: text.maybe(`choice.${option}`) ?? option }))
  return (
    <NativeSelect
      {...words}
      value={value}
      data={hasInitial ? known : [none, ...known]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
