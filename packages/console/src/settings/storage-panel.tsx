import { useSuspenseQuery } from '@tanstack/react-query'
import { useIntl } from 'react-intl'
import { useText } from '../app/i18n/use-text.ts'
import { fileSize } from '../files/file-size.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import { storageQuery } from './queries.ts'
import { SetBy } from './set-by.tsx'

/** Where data lies and how much room it takes; what is set where the program is started. */
export function StoragePanel() {
  const text = useText()
  const intl = useIntl()
  const { data } = useSuspenseQuery(storageQuery)
  const { files: count, filesBytes, quotaBytes, databaseBytes, directory } = data
  return (
    <Panel title={text('storage.title')}>
      <Facts
        facts={[
          { name: text('storage.database'), value: text(`storage.database.${data.database}`) },
          { name: text('storage.size'), value: fileSize(intl, databaseBytes) },
          {
            name: text('storage.files'),
            value: text('storage.files.value', {
              count,
              size: fileSize(intl, filesBytes),
              quota: fileSize(intl, quotaBytes),
            }),
          },
          { name: text('storage.directory'), value: directory === null ? null : <Raw>{directory}</Raw> },
        ]}
      />
      <SetBy names={['DATA_DIR', 'DATABASE_URL', 'FILE_QUOTA_MB']} />
    </Panel>
  )
}
