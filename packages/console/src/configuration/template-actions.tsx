import { Button } from '@mantine/core'
import type { ConfigurationTemplate } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import classes from './configuration.module.css'

/** Edit, switch, delete; the built-in one can be switched and limited only. */
export function TemplateActions({ template }: { template: ConfigurationTemplate }) {
  const text = useText()
  const client = useQueryClient()
  const [isDeleting, setDeleting] = useState(false)
  const { id, enabled, builtIn } = template
  const turn = useMutation({
    mutationFn: () => call('switchTemplate', { params: { id }, body: { enabled: !enabled } }),
    onSuccess: (changed) => {
      client.setQueryData(queryKeys.template(id), changed)
      return client.invalidateQueries({ queryKey: queryKeys.configuration })
    },
  })
  return (
    <>
      <span role="alert" className={classes['error']}>
        {turn.isError ? errorLine(turn.error, text) : null}
      </span>
      <Button
        leftSection={<Pencil size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/configuration/$templateId/edit" params={{ templateId: id }} />}
      >
        {text(builtIn ? 'templates.limit' : 'templates.edit')}
      </Button>
      <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
        {text(enabled ? 'templates.switchOff' : 'templates.switchOn')}
      </Button>
      {builtIn ? null : (
        <Button variant="default" onClick={() => setDeleting(true)}>
          {text('ui.delete')}
        </Button>
      )}
      <DeleteDialog template={template} opened={isDeleting} onClose={() => setDeleting(false)} />
    </>
  )
}

interface DeleteDialogProps {
  readonly template: ConfigurationTemplate
  readonly opened: boolean
  readonly onClose: () => void
}

function DeleteDialog({ template: { id, name }, opened, onClose }: DeleteDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => call('deleteTemplate', { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/configuration' })
      client.removeQueries({ queryKey: queryKeys.template(id), exact: true })
      await client.invalidateQueries({ queryKey: queryKeys.configuration })
    },
  })
  return (
    <FormDialog
      danger
      title={text('templates.delete')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
      submit={text('ui.delete')}
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>
        <strong translate="no">{name}</strong>: {text('templates.delete.text')}
      </p>
    </FormDialog>
  )
}
