import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../app/i18n/use-text.ts'
import classes from './configuration.module.css'
import { neutralSettingsQuery } from './queries.ts'
import { type EntryDraft, entryKinds } from './template-draft.ts'

interface EntryFieldsProps {
  readonly entry: EntryDraft
  /** What is said against a field; '' is the value as a whole. */
  readonly refusalOf: (field: string) => string | undefined
  readonly change: (part: Partial<EntryDraft>) => void
}

/** Hints stand below, so that controls in a row stay in line. */
export const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

type TextField = Exclude<keyof EntryDraft, 'id' | 'kind' | 'isSecret'>

/** One value: what it is of, what it shall be. */
export function EntryFields(props: EntryFieldsProps) {
  const text = useText()
  const { entry, refusalOf, change } = props
  return (
    <div className={classes['entryFields']}>
      <NativeSelect
        label={text('template.kind')}
        value={entry.kind}
        data={entryKinds.map((value) => ({ value, label: text(`template.kind.${value}`) }))}
        error={refusalOf('')}
        onChange={(event) => {
          const kind = entryKinds.find((each) => each === event.currentTarget.value)
          if (kind !== undefined) change({ kind })
        }}
      />
      <NameFields {...props} />
      <Line {...props} name="value" hint={entry.isSecret ? text('template.value.secret') : undefined} />
      <div className={classes['range']}>
        <Line {...props} name="min" />
        <Line {...props} name="max" />
      </div>
      {entry.kind === 'variable' ? <PreciseFields {...props} /> : null}
    </div>
  )
}

function NameFields(props: EntryFieldsProps) {
  switch (props.entry.kind) {
    case 'setting':
      return <SettingField {...props} />
    case 'key':
      return <Line {...props} name="key" required />
    case 'variable':
      return (
        <>
          <Line {...props} name="component" required />
          <Line {...props} name="variable" required />
        </>
      )
  }
}

function SettingField({ entry, refusalOf, change }: EntryFieldsProps) {
  const text = useText()
  const { data } = useQuery(neutralSettingsQuery)
  const known = data?.items.map(({ setting }) => setting) ?? []
  const names = known.includes(entry.setting) || entry.setting === '' ? known : [entry.setting, ...known]
  return (
    <NativeSelect
      required
      className={classes['setting']}
      inputWrapperOrder={BELOW}
      label={text('template.setting')}
      description={<PlaceOf setting={entry.setting} />}
      value={entry.setting}
      data={[
        { value: '', label: text('form.choose') },
        ...names.map((value) => ({ value, label: text.maybe(`setting.${value}`) ?? value })),
      ]}
      error={refusalOf('setting')}
      onChange={(event) => change({ setting: event.currentTarget.value })}
    />
  )
}

/** What the versions call a setting: "HeartbeatInterval · OCPPCommCtrlr.HeartbeatInterval". */
function PlaceOf({ setting }: { setting: string }) {
  const { data } = useQuery(neutralSettingsQuery)
  const found = data?.items.find((each) => each.setting === setting)
  if (found === undefined) return null
  const variable = found.component === null ? null : `${found.component}.${found.variable}`
  return <span translate="no">{[found.key, variable].filter((part) => part !== null).join(' · ')}</span>
}

/** Where exactly, for stations that have a thing several times. */
function PreciseFields(props: EntryFieldsProps) {
  const text = useText()
  const rare = ['componentInstance', 'variableInstance', 'evseId', 'connectorId'] as const
  const isOpen = rare.some((name) => props.entry[name] !== '' || props.refusalOf(name) !== undefined)
  return (
    <details className={classes['precise']} open={isOpen || props.entry.attribute !== ''}>
      <summary>{text('template.precise')}</summary>
      <div className={classes['entryFields']}>
        {rare.map((name) => (
          <Line key={name} {...props} name={name} />
        ))}
        <NativeSelect
          label={text('template.attribute')}
          value={props.entry.attribute}
          data={[{ value: '', label: 'Actual' }, 'Target', 'MinSet', 'MaxSet']}
          onChange={(event) => props.change({ attribute: event.currentTarget.value })}
        />
      </div>
    </details>
  )
}

interface LineProps extends EntryFieldsProps {
  readonly name: Exclude<TextField, 'setting' | 'attribute'>
  readonly required?: boolean
  readonly hint?: string | undefined
}

function Line({ entry, refusalOf, change, name, required = false, hint }: LineProps) {
  const text = useText()
  return (
    <TextInput
      required={required}
      inputWrapperOrder={BELOW}
      label={text(`template.${name}`)}
      description={hint}
      value={entry[name]}
      autoComplete="off"
      spellCheck={false}
      error={refusalOf(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  )
}
