import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { SquareTerminal } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import type { StationFilter } from './queries.ts'

interface RunButtonProps {
  readonly chosen: ReadonlySet<string>
  readonly filter: StationFilter
  /** Stations that the filter shows. */
  readonly count: number
}

/** Leads to a command for the chosen stations, or for all in the list when none is chosen. */
export function RunButton({ chosen, filter, count }: RunButtonProps) {
  const text = useText()
  const isSome = chosen.size > 0
  return (
    <Button
      variant={isSome ? 'light' : 'default'}
      leftSection={<SquareTerminal size={16} aria-hidden />}
      renderRoot={(props) => <Link {...props} to="/runs/new" search={isSome ? { ids: [...chosen] } : filter} />}
    >
      {text('stations.commandFor', { count: isSome ? chosen.size : count })}
    </Button>
  )
}
