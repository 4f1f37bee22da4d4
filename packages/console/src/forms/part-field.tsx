import { Button } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { type DraftGroup, emptyGroup } from './draft.ts'
import { type FieldProps, useForm } from './form-context.ts'
import classes from './forms.module.css'
import { GroupFields } from './group-fields.tsx'
import type { GroupShape } from './shape.ts'

type PartFieldProps = Omit<FieldProps<DraftGroup | undefined>, 'onChange'> & {
  readonly shape: GroupShape
  readonly onChange: (value: DraftGroup | undefined) => void
}

/** An object within a form; an optional one is added when it is wanted. */
export function PartField({ path, label, isRequired, shape, value, onChange }: PartFieldProps) {
  const text = useText()
  const { refusals } = useForm()
  if (value === undefined) {
    return (
      <div className={classes['wide']}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange(emptyGroup(shape))}
        >
          {text('form.add', { what: label })}
        </Button>
      </div>
    )
  }
  const error = refusals.get(path)
  return (
    <fieldset className={classes['part']}>
      <legend>{label}</legend>
      {isRequired ? null : (
        <Button
          className={classes['remove'] ?? ''}
          size="compact-sm"
          variant="subtle"
          leftSection={<X size={14} aria-hidden />}
          onClick={() => onChange(undefined)}
        >
          {text('form.remove', { what: label })}
        </Button>
      )}
      {error === undefined ? null : (
        <p role="alert" className={classes['error']}>
          {error}
        </p>
      )}
      <GroupFields path={path} shape={shape} draft={value} onChange={onChange} />
    </fieldset>
  )
}
