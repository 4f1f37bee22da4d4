import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Token } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { exportAddress } from '../privacy/queries.ts'
import { FormDialog } from '../ui/dialog.tsx'

const EraseDialog = lazy(async () => ({ default: (await import('../privacy/erase-dialog.tsx')).EraseDialog }))

export function TokenMenu({ token, onEdit }: { token: Token; onEdit: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const may = useMay()
  const [deleting, setDeleting] = useState(false)
  const [erasing, setErasing] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.tokenLists })
  const block = useMutation({
    mutationFn: () =>
      call('updateToken', {
        params: { id: token.id },
        body: { status: token.status === 'active' ? 'blocked' : 'active' },
      }),
    onError: (error) => notifications.show({ color: 'red', message: errorLine(error, text) }),
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: () => call('deleteToken', { params: { id: token.id } }),
    onSuccess: async () => {
      setDeleting(false)
      await refresh()
    },
  })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text('tokens.options', { token: token.value })}>
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>{text('ui.edit')}</Menu.Item>
          <Menu.Item onClick={() => block.mutate()}>
            {text(token.status === 'active' ? 'tokens.block' : 'tokens.unblock')}
          </Menu.Item>
          {may.call('exportPersonalData') ? (
            <Menu.Item component="a" href={exportAddress({ tokens: token.value })} download>
              {text('tokens.export')}
            </Menu.Item>
          ) : null}
          {may.call('erasePersonalData') ? (
            <Menu.Item color="red" onClick={() => setErasing(true)}>
              {text('tokens.erase')}
            </Menu.Item>
          ) : null}
          <Menu.Item color="red" onClick={() => setDeleting(true)}>
            {text('ui.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {erasing ? (
        <Suspense fallback={null}>
          <EraseDialog name={token.value} whose={{ tokens: [token.value] }} onClose={() => setErasing(false)} />
        </Suspense>
      ) : null}
      <FormDialog
        title={text('tokens.delete', { token: token.value })}
        opened={deleting}
        onClose={() => setDeleting(false)}
        onSubmit={() => remove.mutate()}
        submit={text('ui.delete')}
        danger
        busy={remove.isPending}
        error={remove.isError ? errorLine(remove.error, text) : undefined}
      >
        <p style={{ margin: 0 }}>{text('tokens.delete.text')}</p>
      </FormDialog>
    </>
  )
}
