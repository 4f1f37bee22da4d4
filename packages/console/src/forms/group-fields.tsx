import { useText } from '../app/i18n/use-text.ts'
import type { Draft, DraftGroup } from './draft.ts'
import { fieldName } from './field-name.ts'
import { useForm } from './form-context.ts'
import classes from './forms.module.css'
import { refusesBelow } from './refusals.ts'
import type { Field, GroupShape } from './shape.ts'

/** Optional fields that most people want; the others are folded up when there are many. */
const COMMON = new Set([
  ...['evseId', 'connectorId', 'idToken', 'sessionId', 'fileId', 'status', 'limit', 'duration', 'startSchedule'],
  ...[
    'validFrom',
    'validTo',
    'purpose',
    'places',
    'criteria',
    'types',
    'variable',
    'value',
    'keys',
    'ids',
    'from',
    'to',
  ],
  ...['energy', 'data', 'messageId', 'url', 'control', 'state', 'priority', 'recurrencyKind', 'curve'],
])
const FEW = 3

interface GroupFieldsProps {
  readonly path: string
  readonly shape: GroupShape
  readonly draft: DraftGroup
  readonly onChange: (draft: DraftGroup) => void
}

/** The fields of an object: what is needed first, what is rare folded up. */
export function GroupFields({ path, shape, draft, onChange }: GroupFieldsProps) {
  const text = useText()
  const { refusals, Control } = useForm()
  const isRare = ({ isRequired, name, initial }: Field) => !isRequired && initial === undefined && !COMMON.has(name)
  const rare = shape.fields.filter(isRare)
  const folded = rare.length > FEW ? rare : []
  const shown = shape.fields.filter((field) => !folded.includes(field))
  const pathTo = (name: string) => (path === '' ? name : `${path}.${name}`)
  const fields = (list: readonly Field[]) =>
    list.map((field) => (
      <Control
        key={field.name}
        path={pathTo(field.name)}
        name={field.name}
        label={fieldName(field.name, text)}
        isRequired={field.isRequired}
        hasInitial={field.initial !== undefined}
        shape={field.shape}
        value={draft[field.name]}
        onChange={(value: Draft) => onChange({ ...draft, [field.name]: value })}
      />
    ))
  const isOpen = folded.some(({ name }) => refusesBelow(refusals, pathTo(name)))
  return (
    <div className={classes['group']}>
      {fields(shown)}
      {folded.length === 0 ? null : (
        <details className={classes['more']} {...(isOpen ? { open: true } : {})}>
          <summary>{text('form.moreFields', { count: folded.length })}</summary>
          <div className={classes['group']}>{fields(folded)}</div>
        </details>
      )}
    </div>
  )
}
