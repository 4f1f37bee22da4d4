import { Checkbox } from '@mantine/core'
import type { StationSummary } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import type { Column } from '../ui/data-table.tsx'
import { isChosen, type Selection } from './bulk/selection.ts'

/** Boxes to choose stations; with shift, all from the last one to this. */
export function choiceColumn(
  text: Text,
  selection: Selection,
  onToggle: (id: string, on: boolean, isRange: boolean) => void,
): Column<StationSummary> {
  return {
    id: 'chosen',
    header: text('stations.chosen'),
    width: '64px',
    from: 560,
    cell: ({ id }) => (
      <Checkbox
        aria-label={text('stations.choose', { station: id })}
        checked={isChosen(selection, id)}
        style={{ position: 'relative', zIndex: 1 }}
        onChange={({ currentTarget, nativeEvent }) =>
          onToggle(id, currentTarget.checked, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)
        }
      />
    ),
  }
}
