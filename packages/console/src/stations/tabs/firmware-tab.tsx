import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { HardDriveUpload } from 'lucide-react'
import { useText } from '../../app/i18n/use-text.ts'
import { May } from '../../app/may.tsx'
import { Widget } from '../../app/widget.tsx'
import { CommandLink } from '../../commands/command-link.tsx'
import { FileTable } from '../../files/file-table.tsx'
import { MaintenanceList } from '../../files/maintenance-list.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

/** Updates and logs of this station: started here, followed here, fetched here. */
export function FirmwareTab({ station }: TabProps) {
  const text = useText()
  return (
    <div className={classes['overview']}>
      <Panel
        flush
        title={text('files.maintenance')}
        aside={
          <div className={classes['danger']}>
            <CommandLink stationId={station.id} kind="updateFirmware" />
            <CommandLink stationId={station.id} kind="getLog" />
            {station.ocppVersion === '1.6' ? <CommandLink stationId={station.id} kind="getDiagnostics" /> : null}
            <May call="listFiles">
              <Button
                component={Link}
                to="/files"
                size="compact-sm"
                variant="default"
                leftSection={<HardDriveUpload size={14} aria-hidden />}
              >
                {text('files.images')}
              </Button>
            </May>
          </div>
        }
      >
        <Widget lines={4}>
          <MaintenanceList stationId={station.id} />
        </Widget>
      </Panel>
      <May call="listFiles">
        <Panel flush title={text('files.logs')}>
          <Widget lines={3}>
            <FileTable purpose="log" stationId={station.id} />
          </Widget>
        </Panel>
      </May>
    </div>
  )
}
