import { Button, Checkbox, Menu, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { SavedView, ViewScreen } from '@stationmaster/server/contract'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { meQuery } from '../app/me.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'

type Search = Readonly<Record<string, string | number | boolean | undefined>>

interface ViewsMenuProps {
  readonly screen: ViewScreen
  /** What stands in the address now. */
  readonly search: Search
  readonly onOpen: (search: SavedView['search']) => void
}

const viewsQuery = queryOptions({
  queryKey: queryKeys.views,
  queryFn: ({ signal }) => call('listViews', { signal }),
})

/** Named views of a list: open one, name the present one. */
export function ViewsMenu({ screen, search, onOpen }: ViewsMenuProps) {
  const text = useText()
  const client = useQueryClient()
  const { data } = useQuery(viewsQuery)
  const { data: me } = useQuery(meQuery)
  const [saving, setSaving] = useState(false)
  const remove = useMutation({
    mutationFn: (view: SavedView) => call('deleteView', { params: { id: view.id } }),
    onError: (error) => notifications.show({ color: 'red', message: errorLine(error, text) }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.views }),
  })
  const views = data?.items.filter((view) => view.screen === screen) ?? []
  // Views are people's, not keys'.
  if (me?.via !== 'browser') return null
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={16} aria-hidden />}>
            {text('views.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 ? <Menu.Label>{text('views.none')}</Menu.Label> : null}
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => onOpen(view.search)} translate="no">
              {view.name}
              {view.mine ? null : ` · ${text('views.by', { name: view.ownerName })}`}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<BookmarkPlus size={16} aria-hidden />} onClick={() => setSaving(true)}>
            {text('views.save')}
          </Menu.Item>
          {views
            .filter(({ mine }) => mine)
            .map((view) => (
              <Menu.Item
                key={view.id}
                color="red"
                leftSection={<Trash2 size={16} aria-hidden />}
                onClick={() => remove.mutate(view)}
              >
                {text('views.delete', { name: view.name })}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <SaveDialog screen={screen} search={search} opened={saving} onClose={() => setSaving(false)} />
    </>
  )
}

interface SaveDialogProps {
  readonly screen: ViewScreen
  readonly search: Search
  readonly opened: boolean
  readonly onClose: () => void
}

function SaveDialog({ screen, search, opened, onClose }: SaveDialogProps) {
  const text = useText()
  const may = useMay()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const known = Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
      const body = { screen, name: name.trim(), shared, search: Object.fromEntries(known) }
      return call('createView', { body, idempotencyKey: crypto.randomUUID() })
    },
    onSuccess: async () => {
      setName('')
      setShared(false)
      onClose()
      await client.invalidateQueries({ queryKey: queryKeys.views })
    },
  })
  return (
    <FormDialog
      title={text('views.saveTitle')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={name.trim() === ''}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TextInput
        label={text('views.name')}
        required
        maxLength={60}
        value={name}
        error={serverRefusal(save.error, 'name', text)}
        onChange={(event) => {
          save.reset()
          setName(event.currentTarget.value)
        }}
      />
      {may('stations.write') ? (
        <Checkbox
          label={text('views.share')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      ) : null}
    </FormDialog>
  )
}
