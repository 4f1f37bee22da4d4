import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ExportFormat, ExportKind } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis, FileDown, FileUp, History } from 'lucide-react'
import { addressOf, call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'

/** Longer lists are made into a file in the background. */
const MOST_DIRECT = 5000

interface RecordsMenuProps {
  readonly kind: ExportKind
  /** The filters of the list, as the server knows them. */
  readonly filter: Readonly<Record<string, string | undefined>>
  /** Records that the filters show; undefined: more than are loaded. */
  readonly count: number | undefined
}

/** A list as a file, and records from one. */
export function RecordsMenu({ kind, filter, count }: RecordsMenuProps) {
  const text = useText()
  const may = useMay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const queue = useMutation({
    mutationFn: (format: ExportFormat) => {
      const known = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
      const body = { kind, format, filter: Object.fromEntries(known) }
      return call('startExport', { body, idempotencyKey: crypto.randomUUID() })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.exports })
      await navigate({ to: '/exports' })
    },
    onError: (error) => notifications.show({ color: 'red', message: errorLine(error, text) }),
  })
  const icon = <FileDown size={16} aria-hidden />
  const inBackground = (format: ExportFormat, label: string) => (
    <Menu.Item leftSection={icon} onClick={() => queue.mutate(format)}>
      {label}
    </Menu.Item>
  )
  const exportAs = (format: ExportFormat) => {
    const label = text('export.as', { format: format.toUpperCase() })
    if (count !== undefined && count > MOST_DIRECT) return inBackground(format, label)
    const href = `/api/v1${addressOf(`/export/${kind}`, { query: { format, ...filter } })}`
    return (
      <Menu.Item leftSection={icon} component="a" href={href} download>
        {label}
      </Menu.Item>
    )
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={text('export.menu')} loading={queue.isPending}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kind !== 'sessions' && may(`${kind}.write`) ? (
          <Menu.Item
            leftSection={<FileUp size={16} aria-hidden />}
            renderRoot={(item) => <Link {...item} to="/import" search={{ kind }} />}
          >
            {text('import.open')}
          </Menu.Item>
        ) : null}
        {exportAs('csv')}
        {exportAs('json')}
        {count === undefined ? inBackground('csv', text('export.background')) : null}
        <Menu.Item
          leftSection={<History size={16} aria-hidden />}
          renderRoot={(item) => <Link {...item} to="/exports" />}
        >
          {text('export.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
