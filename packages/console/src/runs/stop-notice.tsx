import { Button, TextInput } from '@mantine/core'
import type { CommandRun } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { Panel } from '../ui/panel.tsx'

interface StopNoticeProps {
  readonly run: CommandRun
  readonly stop: NonNullable<CommandRun['stop']>
}

/** Why a run has stopped, and the way on, which takes a reason. */
export function StopNotice({ run, stop: { failed, finished } }: StopNoticeProps) {
  const text = useText()
  const may = useMay()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const resume = useMutation({
    mutationFn: () => call('resumeCommandRun', { params: { id: run.id }, body: { reason: reason.trim() } }),
    onSuccess: (resumed) => client.setQueryData(queryKeys.run(run.id), resumed),
  })
  return (
    <Panel title={text('waves.stopped', { failed, finished })}>
      <p style={{ marginBlock: '0 12px' }}>{text('waves.stopped.hint')}</p>
      {may.send(run.kind) ? (
        <form
          style={{ display: 'grid', gap: 12, justifyItems: 'start' }}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '' && !resume.isPending) resume.mutate()
          }}
        >
          <TextInput
            w="100%"
            label={text('waves.reason')}
            required
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={resume.isPending} leftSection={<Play size={16} aria-hidden />}>
            {text('waves.resume')}
          </Button>
        </form>
      ) : null}
      <span role="alert">{resume.isError ? errorLine(resume.error, text) : null}</span>
    </Panel>
  )
}
