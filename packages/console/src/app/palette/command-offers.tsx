import { useNavigate, useParams } from '@tanstack/react-router'
import { SquareTerminal } from 'lucide-react'
import { commandKinds } from '../../commands/command-groups.ts'
import { useText } from '../i18n/use-text.ts'
import { useMay } from '../use-may.ts'
import { PaletteAction, PaletteGroup } from './palette-parts.tsx'

/** More would bury what was searched for. */
const MOST = 8
const SHORTEST_SEARCH = 2

/** Forms of the commands that match: for the station in view, else for a run over many. */
export function CommandOffers({ search }: { search: string }) {
  const text = useText()
  const may = useMay()
  const navigate = useNavigate()
  const { stationId } = useParams({ strict: false })
  const wanted = search.toLowerCase()
  if (wanted.length < SHORTEST_SEARCH) return null
  const matching = commandKinds.filter(
    (kind) => may.send(kind) && [kind, text(`command.${kind}`)].some((words) => words.toLowerCase().includes(wanted)),
  )
  if (matching.length === 0) return null
  return (
    <PaletteGroup label={text('palette.group.forms')}>
      {matching.slice(0, MOST).map((command) => (
        <PaletteAction
          key={command}
          label={text(`command.${command}`)}
          description={stationId ?? text('palette.forMany')}
          leftSection={<SquareTerminal size={18} aria-hidden />}
          onClick={() =>
            void (stationId === undefined
              ? navigate({ to: '/runs/new', search: { command } })
              : navigate({ to: '/stations/$stationId', params: { stationId }, search: { tab: 'commands', command } }))
          }
        />
      ))}
    </PaletteGroup>
  )
}
