import { TextInput } from '@mantine/core'
import type { CommandKind } from '@stationmaster/server/contract'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { commandGroups, commandKinds, groupOfCommand } from './command-groups.ts'
import classes from './control.module.css'

interface CommandCatalogueProps {
  readonly chosen: CommandKind | undefined
  readonly onChoose: (kind: CommandKind) => void
  /** Why a command cannot be given at all; null when it can. */
  readonly reasonAgainst: (kind: CommandKind) => string | null
}

/** Every command, by what it is about. */
export function CommandCatalogue({ chosen, onChoose, reasonAgainst }: CommandCatalogueProps) {
  const text = useText()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const matches = (kind: CommandKind) =>
    [kind, text(`command.${kind}`), text(`commandHelp.${kind}`)].some((words) => words.toLowerCase().includes(wanted))
  const may = useMay()
  const shown = commandKinds.filter((kind) => may.send(kind) && matches(kind))
  return (
    <nav className={classes['catalogue']} aria-label={text('control.catalogue')}>
      <TextInput
        type="search"
        aria-label={text('control.search')}
        placeholder={text('control.search')}
        leftSection={<Search size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {shown.length === 0 ? <p className={classes['dim']}>{text('control.nothingFound')}</p> : null}
      <div className={classes['groups']}>
        {commandGroups.map((group) => {
          const kinds = shown.filter((kind) => groupOfCommand[kind] === group)
          if (kinds.length === 0) return null
          return (
            <section key={group}>
              <h3 className={classes['groupTitle']}>{text(`control.group.${group}`)}</h3>
              <ul className={classes['kinds']}>
                {kinds.map((kind) => (
                  <li key={kind}>
                    <KindButton
                      kind={kind}
                      isChosen={kind === chosen}
                      reason={reasonAgainst(kind)}
                      onChoose={onChoose}
                    />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </nav>
  )
}

interface KindButtonProps {
  readonly kind: CommandKind
  readonly isChosen: boolean
  readonly reason: string | null
  readonly onChoose: (kind: CommandKind) => void
}

function KindButton({ kind, isChosen, reason, onChoose }: KindButtonProps) {
  const text = useText()
  return (
    <button
      type="button"
      className={classes['kind']}
      aria-current={isChosen ? 'true' : undefined}
      aria-disabled={reason === null ? undefined : true}
      onClick={() => reason === null && onChoose(kind)}
    >
      {text(`command.${kind}`)}
      {reason === null ? null : <small>{reason}</small>}
    </button>
  )
}
