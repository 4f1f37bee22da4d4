import { UnstyledButton } from '@mantine/core'
import type { Token } from '@stationmaster/server/contract'
import { Link } from '@tanstack/react-router'
import type { Text } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { useMay } from '../app/use-may.ts'
import { Glyph } from '../status/glyph.tsx'
import status from '../status/status.module.css'
import type { Column } from '../ui/data-table.tsx'
import classes from '../ui/row-link.module.css'
import { When } from '../ui/when.tsx'
import { TokenMenu } from './token-menu.tsx'

/** Columns of the token list. */
export function tokenColumns(text: Text, onEdit: (token: Token) => void): readonly Column<Token>[] {
  return [
    {
      id: 'value',
      header: text('tokens.value'),
      width: 'minmax(140px, 1.4fr)',
      sortValue: (token) => token.value,
      cell: (token) => <TokenValue token={token} onEdit={onEdit} />,
    },
    {
      id: 'label',
      header: text('tokens.label'),
      width: 'minmax(110px, 1.4fr)',
      from: 480,
      sortValue: (token) => token.label ?? '',
      cell: (token) => <span translate="no">{token.label ?? '–'}</span>,
    },
    {
      id: 'driver',
      header: text('tokens.driver'),
      width: 'minmax(110px, 1.2fr)',
      from: 620,
      sortValue: (token) => token.driver?.name ?? '',
      cell: (token) => <Owner token={token} />,
    },
    {
      id: 'status',
      header: text('tokens.status'),
      width: 'minmax(104px, 0.8fr)',
      sortValue: (token) => token.status,
      cell: (token) => (
        <span className={status['label']}>
          <Glyph
            shape={token.status === 'active' ? 'check' : 'minus'}
            tone={token.status === 'active' ? 'available' : 'faulted'}
          />
          {text(`tokens.${token.status}`)}
        </span>
      ),
    },
    {
      id: 'type',
      header: text('tokens.type'),
      width: 'minmax(100px, 1fr)',
      from: 720,
      sortValue: (token) => token.type,
      cell: (token) => <span translate="no">{token.type}</span>,
    },
    {
      id: 'group',
      header: text('tokens.group'),
      width: 'minmax(90px, 1fr)',
      from: 880,
      sortValue: (token) => token.groupValue ?? '',
      cell: (token) => <span translate="no">{token.groupValue ?? '–'}</span>,
    },
    {
      id: 'expires',
      header: text('tokens.expires'),
      width: '170px',
      from: 800,
      sortValue: (token) => token.expiresAt ?? '9999',
      cell: (token) => (token.expiresAt === null ? text('tokens.never') : <When at={token.expiresAt} />),
    },
    {
      id: 'menu',
      header: text('ui.actions'),
      width: '64px',
      align: 'end',
      cell: (token) => (
        <May call="updateToken">
          <TokenMenu token={token} onEdit={() => onEdit(token)} />
        </May>
      ),
    },
  ]
}

function Owner({ token: { driver } }: { token: Token }) {
  const may = useMay()
  if (driver === null) return '–'
  if (!may('customers.read')) return <span translate="no">{driver.name}</span>
  return (
    <Link to="/drivers/$driverId" params={{ driverId: driver.id }} className={classes['primary']} translate="no">
      {driver.name}
    </Link>
  )
}

function TokenValue({ token, onEdit }: { token: Token; onEdit: (token: Token) => void }) {
  const may = useMay()
  if (!may.call('updateToken')) return <span translate="no">{token.value}</span>
  return (
    <UnstyledButton className={classes['primary']} translate="no" onClick={() => onEdit(token)}>
      {token.value}
    </UnstyledButton>
  )
}
