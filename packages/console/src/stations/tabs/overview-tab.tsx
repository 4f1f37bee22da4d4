import { Cable } from 'lucide-react'
import { type Format, useFormat } from '../../app/i18n/use-format.ts'
import { type Text, useText } from '../../app/i18n/use-text.ts'
import { Widget } from '../../app/widget.tsx'
import { Knocked } from '../../refusals/knocked.tsx'
import { Facts, Raw } from '../../ui/facts.tsx'
import { EmptyState } from '../../ui/message.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago, When } from '../../ui/when.tsx'
import { EvseCard } from '../evse-card.tsx'
import classes from '../station.module.css'
import { StationMeter } from '../station-meter.tsx'
import type { TabProps } from './tab-props.ts'

/** A clock this near is right: a message also takes its time. */
const CLOCK_TOLERANCE_MS = 2000

/** Charging points live, and what is known of the station. */
export function OverviewTab({ station }: TabProps) {
  const text = useText()
  return (
    <div className={classes['overview']}>
      {station.online ? null : <Knocked stationId={station.id} />}
      {station.connectors.length === 0 ? (
        <Panel>
          <EmptyState icon={Cable} title={text('station.noConnectors')}>
            {text('station.noConnectors.text')}
          </EmptyState>
        </Panel>
      ) : (
        <div className={classes['cards']}>
          {station.connectors.map((connector) => (
            <EvseCard key={`${connector.evseId}-${connector.connectorId}`} station={station} connector={connector} />
          ))}
        </div>
      )}
      {station.connectors.length === 0 ? null : (
        <Widget>
          <StationMeter station={station} />
        </Widget>
      )}
      <Panel title={text('station.facts')}>
        <StationFacts station={station} />
      </Panel>
    </div>
  )
}

function StationFacts({ station }: TabProps) {
  const text = useText()
  const format = useFormat()
  const raw = (value: string | null) => (value === null ? null : <Raw>{value}</Raw>)
  return (
    <Facts
      facts={[
        { name: text('station.vendor'), value: raw(station.vendor) },
        { name: text('station.model'), value: raw(station.model) },
        { name: text('station.serial'), value: raw(station.serialNumber) },
        { name: text('station.firmware'), value: raw(station.firmwareVersion) },
        {
          name: text('station.protocol'),
          value: station.ocppVersion === null ? null : <Raw>OCPP {station.ocppVersion}</Raw>,
        },
        { name: text('station.address'), value: raw(station.remoteAddress) },
        { name: text('station.meter'), value: raw(station.meterSerialNumber ?? station.meterType) },
        { name: text('station.sim'), value: raw(station.iccid ?? station.imsi) },
        { name: text('station.lastSeen'), value: station.lastSeenAt === null ? null : <Ago at={station.lastSeenAt} /> },
        {
          name: text('station.connectedSince'),
          value: station.online && station.connectedAt !== null ? <When at={station.connectedAt} /> : null,
        },
        { name: text('station.booted'), value: station.bootedAt === null ? null : <When at={station.bootedAt} /> },
        { name: text('station.bootReason'), value: raw(station.bootReason) },
        { name: text('station.heartbeats'), value: format.number(station.heartbeats) },
        { name: text('station.clock'), value: clockWords(station.clockOffsetMs, text, format) },
        { name: text('station.security'), value: text(`security.${securityOf(station.securityProfile)}`) },
        { name: text('station.registration'), value: text(`registration.${station.registration}`) },
      ]}
    />
  )
}

function clockWords(offsetMs: number, text: Text, format: Format): string {
  if (Math.abs(offsetMs) < CLOCK_TOLERANCE_MS) return text('station.clock.right')
  const duration = format.duration(Math.abs(offsetMs))
  return text(offsetMs > 0 ? 'station.clock.ahead' : 'station.clock.behind', { duration })
}

function securityOf(profile: number): '0' | '1' | '2' | '3' {
  return (['0', '1', '2', '3'] as const)[profile] ?? '1'
}
