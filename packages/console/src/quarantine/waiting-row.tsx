import { ActionIcon, Button, Menu } from '@mantine/core'
import type { QuarantinedStation } from '@stationmaster/server/contract'
import { Check, Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { Glyph } from '../status/glyph.tsx'
import { ToneMark } from '../status/tone-mark.tsx'
import { Ago } from '../ui/when.tsx'
import { PresentationDialog } from './presentation-dialog.tsx'
import classes from './quarantine.module.css'

interface WaitingRowProps {
  readonly station: QuarantinedStation
  readonly busy: boolean
  /** With which password it may join; several were presented: which of them. */
  readonly onApprove: (credentials: 'issue' | 'adopt' | 'none', presentationId?: string) => void
  readonly onDismiss: () => void
}

/** Who it says it is, where it calls from, and the button that lets it in. */
export function WaitingRow({ station, busy, onApprove, onDismiss }: WaitingRowProps) {
  const text = useText()
  const [isChoosing, setChoosing] = useState(false)
  const maker = [station.vendor, station.model].filter((part) => part !== null).join(' ')
  const facts = [
    station.ocppVersion === null ? null : `OCPP ${station.ocppVersion}`,
    station.serialNumber,
    station.firmwareVersion,
    station.remoteAddress,
  ]
  const isAmbiguous = station.presentations.length > 1
  return (
    <li className={classes['row']}>
      <Glyph
        shape={station.online ? 'plug' : 'slash'}
        tone={station.online ? 'occupied' : 'offline'}
        size={20}
        label={text(station.online ? 'waiting.online' : 'waiting.offline')}
      />
      <div className={classes['who']}>
        <strong translate="no">{station.id}</strong>
        {maker === '' ? <span>{text('waiting.silent')}</span> : <span translate="no">{maker}</span>}
        <span className={classes['dim']} translate="no">
          {facts.filter((fact) => fact !== null).join(' · ')}
        </span>
        <span className={classes['dim']}>
          {text('waiting.firstSeen')} <Ago at={station.firstSeenAt} /> ·{' '}
          {text('waiting.boots', { count: station.boots })}
        </span>
        {isAmbiguous ? (
          <ToneMark tone="faulted">{text('waiting.manyPasswords', { count: station.presentations.length })}</ToneMark>
        ) : null}
      </div>
      <May call="approveStation">
        <div className={classes['buttons']}>
          <Button
            leftSection={<Check size={16} aria-hidden />}
            loading={busy}
            aria-label={text('waiting.approveStation', { station: station.id })}
            onClick={() => onApprove('issue')}
          >
            {text('waiting.approve')}
          </Button>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label={text('waiting.options', { station: station.id })}>
                <Ellipsis size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                disabled={!station.presentsPassword}
                onClick={() => (isAmbiguous ? setChoosing(true) : onApprove('adopt'))}
              >
                {text('waiting.adopt')}
              </Menu.Item>
              <Menu.Item onClick={() => onApprove('none')}>{text('waiting.noPassword')}</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={onDismiss}>
                {text('waiting.dismiss')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </May>
      <PresentationDialog
        station={station}
        opened={isChoosing}
        onClose={() => setChoosing(false)}
        onAdopt={(presentationId) => onApprove('adopt', presentationId)}
      />
    </li>
  )
}
