import { Checkbox } from '@mantine/core'
import type { StationSummary } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
import type { Column } from '../ui/data-table.tsx'

/** Boxes to choose stations one by one. */
export function choiceColumn(
  text: Text,
  chosen: ReadonlySet<string>,
  onChange: (chosen: ReadonlySet<string>) => void,
): Column<StationSummary> {
  return {
    id: 'chosen',
    header: text('stations.chosen'),
    width: '64px',
    from: 560,
    cell: ({ id }) => (
      <Checkbox
        aria-label={text('stations.choose', { station: id })}
        checked={chosen.has(id)}
        style={{ position: 'relative', zIndex: 1 }}
        onChange={(event) => {
          const next = new Set(chosen)
          if (event.currentTarget.checked) next.add(id)
          else next.delete(id)
          onChange(next)
        }}
      />
    ),
  }
}
