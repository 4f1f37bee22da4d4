import { Button } from '@mantine/core'
import type { AppliedImport, Import } from '@stationmaster/server/contract'
import { Download } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import { saveFile } from '../stations/dialogs/save-file.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './import-export.module.css'

interface ImportResultProps {
  readonly done: Import
  readonly credentials: AppliedImport['credentials']
}

/** What has been written; the passwords of new stations are shown here and nowhere else. */
export function ImportResult({ done, credentials }: ImportResultProps) {
  const text = useText()
  return (
    <Panel title={text('import.done')}>
      <p role="status" className={classes['hint']}>
        {text('import.written', { created: done.counts.create, changed: done.counts.change })}
      </p>
      {credentials.length === 0 ? null : (
        <>
          <p className={classes['hint']}>{text('import.passwords', { count: credentials.length })}</p>
          <Button
            leftSection={<Download size={16} aria-hidden />}
            onClick={() => saveFile('station-passwords.csv', passwordFile(credentials), 'text/csv')}
          >
            {text('import.savePasswords')}
          </Button>
        </>
      )}
    </Panel>
  )
}

/** Identities and generated passwords hold nothing that a spreadsheet would run but a leading sign, which is guarded. */
function passwordFile(credentials: AppliedImport['credentials']): string {
  const guard = (cell: string) => (/^[=+\-@]/.test(cell) ? `'${cell}` : cell)
  const lines = credentials.map(({ id, connectUrl, password }) => [id, connectUrl, password ?? ''].map(guard).join(','))
  return ['id,connectUrl,password', ...lines, ''].join('\r\n')
}
