import { Button } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { type Draft, emptyDraft, isGroup } from './draft.ts'
import { type FieldProps, useForm } from './form-context.ts'
import classes from './forms.module.css'
import { GroupFields } from './group-fields.tsx'
import type { Shape } from './shape.ts'

type ListShape = Extract<Shape, { kind: 'list' }>
type ListFieldProps = Omit<FieldProps<readonly Draft[]>, 'onChange'> & {
  readonly shape: ListShape
  readonly onChange: (value: readonly Draft[]) => void
}

/** As many of a thing as are wanted. */
export function ListField({ path, name, label, isRequired, shape, value, onChange }: ListFieldProps) {
  const text = useText()
  const { refusals, Control } = useForm()
  const error = refusals.get(path)
  const setItem = (at: number, item: Draft) => onChange(value.map((each, index) => (index === at ? item : each)))
  const least = isRequired ? shape.least : 0
  return (
    <fieldset className={classes['part']}>
      <legend>
        {label}
        {isRequired ? <span aria-hidden> *</span> : null}
      </legend>
      {value.map((item, index) => {
        const itemLabel = text('form.item', { what: label, number: index + 1 })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing but their place
          <div key={index} className={classes['item']}>
            {shape.item.kind === 'group' && isGroup(item) ? (
              <fieldset className={classes['itemBody']}>
                <legend className="sm-visually-hidden">{itemLabel}</legend>
                <GroupFields
                  path={`${path}.${index}`}
                  shape={shape.item}
                  draft={item}
                  onChange={(next) => setItem(index, next)}
                />
              </fieldset>
            ) : (
              <Control
                path={`${path}.${index}`}
                name={name}
                label={itemLabel}
                isRequired
                shape={shape.item}
                value={item}
                onChange={(next) => setItem(index, next)}
              />
            )}
            {value.length > least ? (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={text('form.remove', { what: itemLabel })}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                <X size={14} aria-hidden />
              </Button>
            ) : null}
          </div>
        )
      })}
      {error === undefined ? null : (
        <p role="alert" className={classes['error']}>
          {error}
        </p>
      )}
      {value.length < (shape.most ?? Number.POSITIVE_INFINITY) ? (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...value, emptyDraft(shape.item)])}
        >
          {text('form.add', { what: label })}
        </Button>
      ) : null}
    </fieldset>
  )
}
