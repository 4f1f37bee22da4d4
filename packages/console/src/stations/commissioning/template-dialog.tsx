import { NativeSelect, TextInput } from '@mantine/core'
import type { StationDetail } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { FormDialog } from '../../ui/dialog.tsx'

const scopes = ['model', 'firmware', 'station'] as const

interface TemplateDialogProps {
  readonly station: StationDetail
  readonly reportId: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onMade: (made: { readonly id: string; readonly name: string }) => void
}

/** Makes a template of what an examination proposes. */
export function TemplateDialog({ station, reportId, opened, onClose, onMade }: TemplateDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [name, setName] = useState(() => [station.vendor, station.model].filter(Boolean).join(' ') || station.id)
  const [scope, setScope] = useState<(typeof scopes)[number]>(station.model === null ? 'station' : 'model')
  const make = useMutation({
    mutationFn: () =>
      call('createCommissioningTemplate', {
        params: { id: reportId },
        body: { name, scope },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (template) => {
      onMade(template)
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.configuration })
    },
  })
  const isTaken = make.error instanceof ApiError && make.error.problem.code === 'templateExists'
  return (
    <FormDialog
      title={text('settings.makeTemplate')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      submit={text('template.save')}
      busy={make.isPending}
      disabled={name.trim() === ''}
      error={make.isError && !isTaken ? errorLine(make.error, text) : undefined}
    >
      <TextInput
        required
        label={text('settings.templateName')}
        value={name}
        maxLength={100}
        error={isTaken ? text('error.templateExists') : undefined}
        onChange={(event) => {
          make.reset()
          setName(event.currentTarget.value)
        }}
      />
      <NativeSelect
        label={text('settings.scope')}
        value={scope}
        data={scopes.map((value) => ({ value, label: text(`settings.scope.${value}`) }))}
        onChange={(event) => setScope(scopes.find((each) => each === event.currentTarget.value) ?? 'model')}
      />
    </FormDialog>
  )
}
