import { UnstyledButton } from '@mantine/core'
import type { Token } from '@stationmaster/server/contract'
import type { Text } from '../app/i18n/use-text.ts'
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
      cell: (token) => (
        <UnstyledButton className={classes['primary']} translate="no" onClick={() => onEdit(token)}>
          {token.value}
        </UnstyledButton>
      ),
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
      cell: (token) => <TokenMenu token={token} onEdit={() => onEdit(token)} />,
    },
  ]
}
