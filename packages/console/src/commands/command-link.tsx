import { Button } from '@mantine/core'
import type { CommandKind } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { SquareTerminal } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'

/** Leads to the form of a command. */
export function CommandLink({ stationId, kind }: { stationId: string; kind: CommandKind }) {
  const text = useText()
  const may = useMay()
  if (!may.send(kind)) return null
  return (
    <Button
      renderRoot={(props) => (
        <Link {...props} to="/stations/$stationId" params={{ stationId }} search={{ tab: 'commands', command: kind }} />
      )}
      size="compact-sm"
      variant="light"
      leftSection={<SquareTerminal size={14} aria-hidden />}
    >
      {text(`command.${kind}`)}
    </Button>
  )
}
