import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { SquareTerminal } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { commandKinds } from '../commands/command-groups.ts'
import { keepInAddress } from './bulk/kept-selection.ts'
import { countOf, type Selection } from './bulk/selection.ts'
import type { StationFilter } from './queries.ts'

interface RunButtonProps {
  readonly selection: Selection
  readonly filter: StationFilter
  /** Stations that the filter shows. */
  readonly count: number
}

/** Leads to a command for the chosen stations, or for all in the list when none is chosen. */
export function RunButton({ selection, filter, count }: RunButtonProps) {
  const text = useText()
  const chosen = countOf(selection)
  const search = () => (selection.kind === 'some' && chosen > 0 ? keepInAddress(selection.ids) : filter)
  const may = useMay()
  if (!commandKinds.some(may.send)) return null
  return (
    <Button
      variant={chosen > 0 ? 'light' : 'default'}
      leftSection={<SquareTerminal size={16} aria-hidden />}
      renderRoot={(props) => <Link {...props} to="/runs/new" preload={false} search={search} />}
    >
      {text('stations.commandFor', { count: chosen > 0 ? chosen : count })}
    </Button>
  )
}
