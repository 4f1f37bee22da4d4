import { Button } from '@mantine/core'
import type { CommandRun } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { UserCheck } from 'lucide-react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useMay } from '../app/use-may.ts'
import { Panel } from '../ui/panel.tsx'
import { When } from '../ui/when.tsx'

/** A run that waits for a second person: who asked for it waits too, anybody else can let it begin. */
export function ApprovalNotice({ run }: { run: CommandRun }) {
  const text = useText()
  const canApprove = useMay().send(run.kind)
  const client = useQueryClient()
  const approve = useMutation({
    mutationFn: () => call('approveCommandRun', { params: { id: run.id } }),
    onSuccess: (begun) => client.setQueryData(queryKeys.run(run.id), begun),
  })
  return (
    <Panel title={text('runs.approval')}>
      <p style={{ marginBlock: '0 12px' }}>
        {text(run.isOwn ? 'runs.approval.own' : 'runs.approval.other', { count: run.stations })}{' '}
        {run.approvalUntil === null ? null : (
          <>
            {text('runs.approval.until')} <When at={run.approvalUntil} />.
          </>
        )}
      </p>
      {run.isOwn || !canApprove ? null : (
        <Button
          leftSection={<UserCheck size={16} aria-hidden />}
          loading={approve.isPending}
          onClick={() => approve.mutate()}
        >
          {text('runs.approve')}
        </Button>
      )}
      <span role="alert">{approve.isError ? errorLine(approve.error, text) : null}</span>
    </Panel>
  )
}
