import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import type { Bay, PlanLevel, StationSummary } from '@stationmaster/server/contract'
import { useText } from '../../app/i18n/use-text.ts'
import { placed } from './drawing.ts'
import classes from './plan.module.css'

interface BayFieldsProps {
  readonly bay: Bay
  readonly level: PlanLevel
  readonly stations: readonly StationSummary[]
  readonly onChange: (bay: Bay) => void
  readonly onRemove: () => void
}

/** What stands at a bay, and where it lies, in figures. */
export function BayFields({ bay, level, stations, onChange, onRemove }: BayFieldsProps) {
  const text = useText()
  const evses = stations.find(({ id }) => id === bay.stationId)?.connectors.map(({ evseId }) => evseId) ?? []
  const figures = [
    { name: 'column', shift: 1, most: level.columns },
    { name: 'row', shift: 1, most: level.rows },
    { name: 'width', shift: 0, most: level.columns },
    { name: 'height', shift: 0, most: level.rows },
  ] as const
  return (
    <fieldset className={classes['fields']}>
      <legend>{text('site.bay', { bay: bay.name })}</legend>
      <TextInput
        label={text('site.bay.name')}
        required
        maxLength={20}
        value={bay.name}
        error={bay.name.trim() === '' ? text('form.needed') : null}
        onChange={(event) => onChange({ ...bay, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={text('stations.station')}
        value={bay.stationId ?? ''}
        data={[{ value: '', label: text('site.bay.empty') }, ...stations.map(({ id }) => ({ value: id, label: id }))]}
        onChange={(event) => onChange({ ...bay, stationId: event.currentTarget.value || null, evseId: null })}
      />
      <NativeSelect
        label={text('site.outlet')}
        disabled={bay.stationId === null}
        value={bay.evseId ?? ''}
        data={[
          { value: '', label: text('form.wholeStation') },
          ...[...new Set(evses)]
            .filter((evse) => evse > 0)
            .map((evse) => ({ value: String(evse), label: text('evse.name', { evse }) })),
        ]}
        onChange={(event) => onChange({ ...bay, evseId: Number(event.currentTarget.value) || null })}
      />
      {figures.map(({ name, shift, most }) => (
        <NumberInput
          key={name}
          label={text(`site.bay.${name}`)}
          min={1}
          max={most}
          allowDecimal={false}
          value={bay[name] + shift}
          onChange={(value) => onChange(placed(level, bay, { [name]: Number(value) - shift }))}
        />
      ))}
      <div className={classes['across']}>
        <Button variant="subtle" color="red" onClick={onRemove}>
          {text('site.bay.remove')}
        </Button>
      </div>
    </fieldset>
  )
}
