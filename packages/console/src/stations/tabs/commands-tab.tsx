import { Button } from '@mantine/core'
import { actionBlock, type Command, type CommandKind } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { SquareTerminal } from 'lucide-react'
import { call } from '../../app/api.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useMay } from '../../app/use-may.ts'
import { CommandCatalogue } from '../../commands/command-catalogue.tsx'
import { commandKinds } from '../../commands/command-groups.ts'
import { CommandProgress } from '../../commands/command-progress.tsx'
import { commandTitle, outcomeSentence } from '../../commands/command-request.ts'
import { CommandSender } from '../../commands/command-sender.tsx'
import control from '../../commands/control.module.css'
import { commandListQuery } from '../../commands/queries.ts'
import { JsonView } from '../../ui/json-view.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago } from '../../ui/when.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

const route = getRouteApi('/app/stations/$stationId')

/** Every command there is, the form of the chosen one, and below what was sent before. */
export function CommandsTab({ station }: TabProps) {
  const text = useText()
  const { command: chosen } = route.useSearch()
  const navigate = route.useNavigate()
  const reasonAgainst = (kind: CommandKind) =>
    actionBlock(kind, station) === 'wrongVersion' ? text('control.notIn', { version: station.ocppVersion ?? '' }) : null
  const may = useMay()
  const canSend = commandKinds.some(may.send)
  const isPossible = chosen !== undefined && may.send(chosen) && reasonAgainst(chosen) === null
  return (
    <div className={control['control']} data-chosen={isPossible ? '' : undefined}>
      <div className={control['side']}>
        {canSend ? (
          <Panel>
            <CommandCatalogue
              chosen={chosen}
              reasonAgainst={reasonAgainst}
              onChoose={(command) =>
                void navigate({ search: { tab: 'commands', command }, replace: true, resetScroll: false })
              }
            />
          </Panel>
        ) : null}
      </div>
      <div className={control['main']}>
        {isPossible ? <CommandSender key={chosen} kind={chosen} station={station} /> : null}
        <SentCommands station={station} />
      </div>
    </div>
  )
}

/** Every command ever sent, who sent it, and what became of it. */
function SentCommands({ station }: TabProps) {
  const text = useText()
  const query = useSuspenseInfiniteQuery(commandListQuery(station.id))
  const commands = query.data.pages.flatMap((page) => page.items)
  return (
    <Panel flush title={text('control.sent')}>
      {commands.length === 0 ? (
        <EmptyState icon={SquareTerminal} title={text('commands.none')}>
          {text('commands.none.text')}
        </EmptyState>
      ) : null}
      <ul className={classes['log']}>
        {commands.map((command) => (
          <CommandEntry key={command.id} command={command} />
        ))}
      </ul>
      <LoadMore query={query} />
    </Panel>
  )
}

function CommandEntry({ command }: { command: Command }) {
  const text = useText()
  const may = useMay()
  return (
    <li className={classes['entry']}>
      <details>
        <summary>
          <Ago at={command.createdAt} stepMs={1000} />
          <SquareTerminal size={16} aria-hidden />
          <span className={classes['what']}>
            <strong>{commandTitle({ ...command.body, kind: command.kind }, text)}</strong>{' '}
            <span className={classes['action']}>
              {text('command.by')} <span translate="no">{command.requestedBy}</span>
            </span>
          </span>
          <CommandProgress command={command} />
        </summary>
        <div className={classes['body']}>
          <p style={{ margin: 0 }}>{outcomeSentence(command, text)}</p>
          {command.reason === null ? null : <p translate="no">{command.reason}</p>}
          {command.state === 'queued' && may.send(command.kind) ? <CancelButton command={command} /> : null}
          <div className={classes['frames']}>
            <JsonView what={text('command.request')} source={command.request ?? JSON.stringify(command.body)} />
            {command.response === null ? null : <JsonView what={text('command.response')} source={command.response} />}
          </div>
        </div>
      </details>
    </li>
  )
}

function CancelButton({ command }: { command: Command }) {
  const text = useText()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => call('cancelCommand', { params: { id: command.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.commandLists(command.stationId) }),
  })
  return (
    <Button size="compact-sm" variant="light" color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
      {text('command.cancel')}
    </Button>
  )
}
