import { Button } from '@mantine/core'
import { HardDriveUpload } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Segments } from '../ui/segments.tsx'
import { FileTable } from './file-table.tsx'
import { UploadDialog } from './upload-dialog.tsx'

/** Firmware images to give to stations, and the logs they have sent. */
export function FilesPage() {
  const text = useText()
  const [purpose, setPurpose] = useState<'firmware' | 'log'>('firmware')
  const [isUploading, setUploading] = useState(false)
  return (
    <Page
      title={text('nav.files')}
      lead={text('files.lead')}
      actions={
        <May call="createFirmware">
          <Button leftSection={<HardDriveUpload size={16} aria-hidden />} onClick={() => setUploading(true)}>
            {text('files.upload')}
          </Button>
        </May>
      }
    >
      <div>
        <Segments
          label={text('files.kind')}
          value={purpose}
          onChange={(value) => setPurpose(value === 'log' ? 'log' : 'firmware')}
          data={[
            { value: 'firmware', label: text('files.images') },
            { value: 'log', label: text('files.logs') },
          ]}
        />
      </div>
      <Panel flush>
        <Widget lines={6} key={purpose}>
          <FileTable purpose={purpose} />
        </Widget>
      </Panel>
      <UploadDialog opened={isUploading} onClose={() => setUploading(false)} />
    </Page>
  )
}
