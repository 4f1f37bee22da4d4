import { Checkbox } from '@mantine/core'
import type { FieldProps } from './form-context.ts'
import { useForm } from './form-context.ts'
import classes from './forms.module.css'

type ChoicesFieldProps = Omit<FieldProps<readonly string[]>, 'onChange'> & {
  readonly options: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Several of a fixed set, in the standard's own words. */
export function ChoicesField({ path, label, isRequired, options, value, onChange }: ChoicesFieldProps) {
  const { refusals } = useForm()
  const error = refusals.get(path)
  return (
    <fieldset className={classes['part']}>
      <legend>
        {label}
        {isRequired ? <span aria-hidden> *</span> : null}
      </legend>
      <div className={classes['choices']} translate="no">
        {options.map((option) => (
          <Checkbox
            key={option}
            label={option}
            checked={value.includes(option)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...value, option] : value.filter((each) => each !== option))
            }
          />
        ))}
      </div>
      {error === undefined ? null : (
        <p role="alert" className={classes['error']}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
