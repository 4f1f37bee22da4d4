import { ActionIcon, Menu } from '@mantine/core'
import { actionBlock, type Connector, type StationDetail } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import { CirclePlay, CircleStop, Ellipsis, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { ActionButton } from '../commands/action-button.tsx'
import { useSend } from '../commands/use-send.tsx'
import { plugName } from '../status/plug.ts'
import { connectorSentence } from '../status/sentence.ts'
import { connectorLook } from '../status/status.ts'
import { StatusChip } from '../status/status-label.tsx'
import { useNow } from '../ui/use-now.ts'
import { ConnectorDispatch } from '../work-orders/station-dispatch.tsx'
import { StartDialog } from './dialogs/start-dialog.tsx'
import classes from './station.module.css'

interface EvseCardProps {
  readonly station: StationDetail
  readonly connector: Connector
}

/** One connector: state, why, live figures, and what can be done. */
export function EvseCard({ station, connector }: EvseCardProps) {
  const text = useText()
  const format = useFormat()
  const nowMs = useNow()
  const look = connectorLook(connector, station)
  const plug = [
    plugName(connector.connectorType),
    connector.maxPowerW === null ? null : format.powerTick(connector.maxPowerW),
  ]
  return (
    <article className={classes['card']} style={{ '--tone': `var(--sm-${look.tone})` }}>
      <header className={classes['cardHead']}>
        <h2 className={classes['cardTitle']}>
          {text('evse.name', { evse: connector.evseId })}
          {connector.connectorId === 1 ? null : text('evse.connector', { connector: connector.connectorId })}
        </h2>
        <StatusChip look={look} />
      </header>
      <p className={classes['sentence']}>{connectorSentence(connector, station, { text, format, nowMs })}</p>
      {plug.every((part) => part === null) ? null : (
        <p className={classes['dim']} translate="no">
          {plug.filter((part) => part !== null).join(' · ')}
        </p>
      )}
      {connector.sessionId === null ? null : <LiveFigures connector={connector} sessionId={connector.sessionId} />}
      <CardActions station={station} connector={connector} />
    </article>
  )
}

function LiveFigures({ connector, sessionId }: { connector: Connector; sessionId: string }) {
  const text = useText()
  const format = useFormat()
  return (
    <Link to="/sessions/$sessionId" params={{ sessionId }} className={classes['live']}>
      <span>
        <small>{text('session.power')}</small>
        <strong>{format.power(connector.powerW ?? 0)}</strong>
      </span>
      <span>
        <small>{text('session.energy')}</small>
        <strong>{format.energy(connector.energyWh ?? 0)}</strong>
      </span>
      {connector.socPercent === null ? null : (
        <span>
          <small>{text('session.soc')}</small>
          <strong>{format.percent(connector.socPercent)}</strong>
        </span>
      )}
    </Link>
  )
}

function CardActions({ station, connector }: EvseCardProps) {
  const text = useText()
  const send = useSend()
  const [starting, setStarting] = useState(false)
  const { evseId, connectorId, sessionId } = connector
  const unlock = actionBlock('unlockConnector', station, connector)
  const availability = actionBlock('changeAvailability', station, connector)
  return (
    <div className={classes['cardActions']}>
      {sessionId === null ? (
        <ActionButton
          size="compact-md"
          send="startTransaction"
          block={actionBlock('startTransaction', station, connector)}
          leftSection={<CirclePlay size={15} aria-hidden />}
          onClick={() => setStarting(true)}
        >
          {text('command.startTransaction')}
        </ActionButton>
      ) : (
        <ActionButton
          size="compact-md"
          send="stopTransaction"
          block={actionBlock('stopTransaction', station, connector)}
          leftSection={<CircleStop size={15} aria-hidden />}
          onClick={() => send({ stationId: station.id, request: { kind: 'stopTransaction', sessionId } })}
        >
          {text('command.stopTransaction')}
        </ActionButton>
      )}
      <ActionButton
        size="compact-md"
        send="unlockConnector"
        block={unlock}
        leftSection={<LockOpen size={15} aria-hidden />}
        onClick={() => send({ stationId: station.id, request: { kind: 'unlockConnector', evseId, connectorId } })}
      >
        {text('command.unlockConnector')}
      </ActionButton>
      <May send="changeAvailability">
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={text('evse.more', { evse: evseId })}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {availability === null ? null : <Menu.Label>{text(`block.${availability}`)}</Menu.Label>}
            {[true, false].map((operative) => (
              <Menu.Item
                key={String(operative)}
                disabled={availability !== null}
                onClick={() =>
                  send({ stationId: station.id, request: { kind: 'changeAvailability', operative, evseId } })
                }
              >
                {text(operative ? 'command.enable' : 'command.disable')}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </May>
      <ConnectorDispatch station={station} connector={connector} />
      <StartDialog station={station} evseId={evseId} opened={starting} onClose={() => setStarting(false)} />
    </div>
  )
}
