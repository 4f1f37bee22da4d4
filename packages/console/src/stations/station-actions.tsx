import { Button, Menu } from '@mantine/core'
import { actionBlock, type StationDetail } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { CirclePlay, Ellipsis, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { ActionButton } from '../commands/action-button.tsx'
import { useSend } from '../commands/use-send.tsx'
import { StationDispatch } from '../work-orders/station-dispatch.tsx'
import { ResetDialog } from './dialogs/reset-dialog.tsx'
import { StartDialog } from './dialogs/start-dialog.tsx'
import { TriggerDialog } from './dialogs/trigger-dialog.tsx'

type Dialog = 'start' | 'reset' | 'trigger'

/** What can be asked of the station as a whole; what its state forbids says why. */
export function StationActions({ station }: { station: StationDetail }) {
  const text = useText()
  const send = useSend()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  const busy = station.connectors.some((connector) => connector.sessionId !== null)
  const reset = () => {
    // A running session deserves a question; an idle station only the time to undo.
    if (busy) setDialog('reset')
    else send({ stationId: station.id, request: { kind: 'reset', mode: 'onIdle' } })
  }
  return (
    <>
      <ActionButton
        send="startTransaction"
        block={actionBlock('startTransaction', station)}
        leftSection={<CirclePlay size={16} aria-hidden />}
        variant="filled"
        onClick={() => setDialog('start')}
      >
        {text('command.startTransaction')}
      </ActionButton>
      <ActionButton
        send="reset"
        block={actionBlock('reset', station)}
        leftSection={<RotateCcw size={16} aria-hidden />}
        onClick={reset}
      >
        {text('command.reset')}
      </ActionButton>
      <StationDispatch station={station} />
      <MoreMenu station={station} onTrigger={() => setDialog('trigger')} onReset={() => setDialog('reset')} />
      <StartDialog station={station} opened={dialog === 'start'} onClose={close} />
      <ResetDialog station={station} opened={dialog === 'reset'} onClose={close} />
      <TriggerDialog station={station} opened={dialog === 'trigger'} onClose={close} />
    </>
  )
}

interface MoreMenuProps {
  readonly station: StationDetail
  readonly onTrigger: () => void
  readonly onReset: () => void
}

function MoreMenu({ station, onTrigger, onReset }: MoreMenuProps) {
  const text = useText()
  const send = useSend()
  const may = useMay()
  const block = actionBlock('clearCache', station)
  const order = (request: Parameters<typeof send>[0]['request']) => send({ stationId: station.id, request })
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" rightSection={<Ellipsis size={16} aria-hidden />}>
          {text('station.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {block === null ? null : <Menu.Label>{text(`block.${block}`)}</Menu.Label>}
        {may.send('changeAvailability') ? (
          <>
            {' '}
            <Menu.Item disabled={block !== null} onClick={() => order({ kind: 'changeAvailability', operative: true })}>
              {text('command.enable')}
            </Menu.Item>
            <Menu.Item
              disabled={block !== null}
              onClick={() => order({ kind: 'changeAvailability', operative: false })}
            >
              {text('command.disable')}
            </Menu.Item>
          </>
        ) : null}
        {may.send('triggerMessage') ? (
          <Menu.Item disabled={block !== null} onClick={onTrigger}>
            {text('command.triggerMessage')}
          </Menu.Item>
        ) : null}
        {may.send('reset') ? (
          <Menu.Item disabled={block !== null} onClick={onReset}>
            {text('station.resetWith')}
          </Menu.Item>
        ) : null}
        {may.send('clearCache') ? (
          <Menu.Item disabled={block !== null} onClick={() => order({ kind: 'clearCache' })}>
            {text('command.clearCache')}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Menu.Item
          renderRoot={(props) => (
            <Link
              {...props}
              to="/stations/$stationId"
              params={{ stationId: station.id }}
              search={{ tab: 'commands' }}
            />
          )}
        >
          {text('station.allCommands')}
        </Menu.Item>
        {may.send('raw') ? (
          <Menu.Item
            renderRoot={(props) => (
              <Link
                {...props}
                to="/stations/$stationId"
                params={{ stationId: station.id }}
                search={{ tab: 'commands', command: 'raw' }}
              />
            )}
          >
            {text('station.raw')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
