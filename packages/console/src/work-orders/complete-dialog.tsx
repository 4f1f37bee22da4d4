import { NativeSelect, Textarea } from '@mantine/core'
import type { CauseCode, WorkOrder } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { useOrderChanged } from './use-order-changed.ts'

const CAUSES = [
  'connector',
  'cable',
  'power',
  'communication',
  'software',
  'damage',
  'setting',
  'nothingFound',
  'other',
] as const satisfies readonly CauseCode[]

/** What was the matter and what was done. */
export function CompleteDialog({ order, onClose }: { order: WorkOrder; onClose: () => void }) {
  const text = useText()
  const changed = useOrderChanged()
  const [causeCode, setCause] = useState<CauseCode | undefined>()
  const [whatWasDone, setWords] = useState('')
  const complete = useMutation({
    mutationFn: (cause: CauseCode) =>
      call('completeWorkOrder', {
        params: { id: order.id },
        body: { causeCode: cause, whatWasDone: whatWasDone.trim() },
      }),
    onSuccess: onClose,
    onSettled: () => changed(),
  })
  return (
    <FormDialog
      title={text('work.complete')}
      opened
      onClose={onClose}
      onSubmit={() => (causeCode === undefined ? undefined : complete.mutate(causeCode))}
      submit={text('work.complete')}
      busy={complete.isPending}
      disabled={causeCode === undefined}
      error={complete.isError ? errorLine(complete.error, text) : undefined}
    >
      <NativeSelect
        label={text('work.cause')}
        required
        size="md"
        value={causeCode ?? ''}
        data={[
          { value: '', label: text('work.cause.choose') },
          ...CAUSES.map((value) => ({ value, label: text(`work.cause.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => setCause(CAUSES.find((cause) => cause === value))}
      />
      <Textarea
        label={text('work.whatWasDone')}
        size="md"
        maxLength={2000}
        autosize
        minRows={3}
        value={whatWasDone}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
