import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { firmwareChoicesQuery } from '../files/queries.ts'
import { useFieldWords } from './field-words.ts'
import { type FieldProps, useForm } from './form-context.ts'

type PlaceFieldProps = FieldProps<string> & {
  /** 0 stands for the whole station. */
  readonly isZeroAll?: boolean
}

const placeFields: ReadonlyMap<string, ComponentType<PlaceFieldProps>> = new Map([
  ['evseId', EvseField],
  ['connectorId', ConnectorField],
  ['sessionId', SessionField],
  ['fileId', FileField],
  ['action', ActionField],
])

/** Fields that are chosen among what is there instead of typed. */
export function placeFieldOf(name: string): ComponentType<PlaceFieldProps> | undefined {
  return placeFields.get(name)
}

function ChosenField({ options, ...props }: PlaceFieldProps & { options: { value: string; label: string }[] }) {
  const text = useText()
  const words = useFieldWords(props)
  const { value, isRequired, onChange } = props
  const none = { value: '', label: text(isRequired ? 'form.choose' : 'form.leaveOut') }
  const isKnown = value === '' || options.some((option) => option.value === value)
  const unknown = isKnown ? [] : [{ value, label: value }]
  return (
    <NativeSelect
      {...words}
      value={value}
      data={[none, ...options, ...unknown]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function TypedField({ value, onChange, ...props }: PlaceFieldProps) {
  return (
    <TextInput
      {...useFieldWords(props)}
      value={value}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function EvseField(props: PlaceFieldProps) {
  const text = useText()
  const { station } = useForm()
  const evses = [...new Set(station?.connectors.map((connector) => connector.evseId) ?? [])]
  if (evses.length === 0) return <TypedField {...props} />
  const all = props.isZeroAll === true ? [{ value: '0', label: text('form.wholeStation') }] : []
  const each = evses.map((evse) => ({ value: String(evse), label: text('evse.name', { evse }) }))
  return <ChosenField {...props} options={[...all, ...each]} />
}

function ConnectorField(props: PlaceFieldProps) {
  const { station } = useForm()
  const ids = [...new Set(station?.connectors.map((connector) => connector.connectorId) ?? [])]
  if (ids.length === 0) return <TypedField {...props} />
  return <ChosenField {...props} options={ids.map((id) => ({ value: String(id), label: String(id) }))} />
}

function SessionField(props: PlaceFieldProps) {
  const text = useText()
  const { station } = useForm()
  const running = (station?.connectors ?? []).flatMap(({ sessionId, evseId }) =>
    sessionId === null ? [] : [{ value: sessionId, label: text('form.sessionAt', { evse: evseId }) }],
  )
  return <ChosenField {...props} options={running} />
}

function FileField(props: PlaceFieldProps) {
  // Without the store to choose from, an address of one's own is left.
  const { data } = useQuery({ ...firmwareChoicesQuery, enabled: useMay().call('listFiles') })
  const files = (data?.items ?? []).filter(({ storedAt }) => storedAt !== null)
  return (
    <ChosenField
      {...props}
      options={files.map(({ id, name, version }) => ({
        value: id,
        label: version === null ? name : `${name} · ${version}`,
      }))}
    />
  )
}

function ActionField(props: PlaceFieldProps) {
  const { actions } = useForm()
  return <ChosenField {...props} options={actions.map((action) => ({ value: action, label: action }))} />
}
