import { Button } from '@mantine/core'
import type { CommandKind } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import { useMay } from '../../app/use-may.ts'
import type { StationFilter } from '../queries.ts'
import classes from './bulk.module.css'
import { ChangeDialog, type ChangeKind } from './change-dialog.tsx'
import { keepInAddress } from './kept-selection.ts'
import { countOf, noSelection, type Selection } from './selection.ts'

interface BulkBarProps {
  readonly selection: Selection
  readonly filter: StationFilter
  /** Stations that the filter shows. */
  readonly total: number
  readonly onChange: (selection: Selection) => void
}

const changes = ['tags', 'groups', 'site', 'template'] as const satisfies readonly ChangeKind[]
const commands = [
  ['reset', 'commands.operate'],
  ['changeAvailability', 'commands.operate'],
  ['updateFirmware', 'commands.firmware'],
] as const satisfies readonly (readonly [CommandKind, string])[]

/** How many stations are chosen, and what can be done with them. */
export function BulkBar({ selection, filter, total, onChange }: BulkBarProps) {
  const text = useText()
  const may = useMay()
  const [change, setChange] = useState<ChangeKind | null>(null)
  const count = countOf(selection)
  return (
    <section className={classes['bar']} aria-label={text('bulk.actions')}>
      <strong role="status">{text('bulk.chosen', { count })}</strong>
      {count < total ? (
        <Button size="xs" variant="subtle" onClick={() => onChange({ kind: 'all', filter, count: total })}>
          {text('bulk.all', { count: total })}
        </Button>
      ) : null}
      <Button size="xs" variant="subtle" onClick={() => onChange(noSelection)}>
        {text('bulk.none')}
      </Button>
      <span className={classes['gap']} />
      {may('stations.write')
        ? changes.map((kind) => (
            <Button key={kind} size="xs" variant="default" onClick={() => setChange(kind)}>
              {text(`bulk.${kind}`)}
            </Button>
          ))
        : null}
      {commands.map(([command, permission]) =>
        may(permission) ? (
          <CommandButton key={command} command={command} label={text(`command.${command}`)} selection={selection} />
        ) : null,
      )}
      <CommandButton command={undefined} label={text('bulk.command')} selection={selection} />
      {change === null ? null : <ChangeDialog kind={change} selection={selection} onClose={() => setChange(null)} />}
    </section>
  )
}

interface CommandButtonProps {
  readonly command: CommandKind | undefined
  readonly label: string
  readonly selection: Selection
}

/** Leads to a run; large selections are kept when it is followed, and not before. */
function CommandButton({ command, label, selection }: CommandButtonProps) {
  return (
    <Button
      size="xs"
      variant="default"
      renderRoot={(props) => (
        <Link
          {...props}
          to="/runs/new"
          preload={false}
          search={() => ({
            command,
            ...(selection.kind === 'all' ? selection.filter : keepInAddress(selection.ids)),
          })}
        />
      )}
    >
      {label}
    </Button>
  )
}
