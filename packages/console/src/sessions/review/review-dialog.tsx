import { Textarea, TextInput } from '@mantine/core'
import type { SessionDetail, SessionReview } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useFormat } from '../../app/i18n/use-format.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import { serverRefusal } from '../../ui/form-errors.ts'
import classes from './review.module.css'
import { type CorrectionForm, correctionForm, readCorrection } from './review-form.ts'

interface ReviewDialogProps {
  readonly session: SessionDetail
  readonly verdict: SessionReview['verdict']
  readonly onClose: () => void
}

/** Confirms a session as it was measured, or says what counts instead; never without a reason. */
export function ReviewDialog({ session, verdict, onClose }: ReviewDialogProps) {
  const text = useText()
  const format = useFormat()
  const client = useQueryClient()
  // Of the session as it was looked at when the dialog opened: what changes meanwhile is refused, not overlooked.
  const [{ reviewBasis: basis }] = useState(session)
  const [reason, setReason] = useState('')
  const [form, setForm] = useState(() => correctionForm(session))
  const { correction, wrong } = readCorrection(form, session)
  const refresh = () =>
    Promise.all(
      [queryKeys.session(session.id), queryKeys.sessionLists, queryKeys.networkNow, queryKeys.attention].map(
        (queryKey) => client.invalidateQueries({ queryKey }),
      ),
    )
  const save = useMutation({
    mutationFn: () =>
      call('reviewSession', {
        params: { id: session.id },
        body: verdict === 'confirmed' ? { verdict, basis, reason } : { verdict, basis, reason, ...correction },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
    onError: (error) => {
      if (error instanceof ApiError && error.problem.code === 'sessionChanged') void refresh()
    },
  })
  const set = (part: Partial<CorrectionForm>) => {
    save.reset()
    setForm({ ...form, ...part })
  }
  const field = (name: keyof CorrectionForm, schemaName: string = name) => ({
    value: form[name],
    error: wrong.has(name) ? text('form.invalid') : serverRefusal(save.error, schemaName, text),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  const corrects = verdict === 'corrected'
  return (
    <FormDialog
      title={text(corrects ? 'review.correct' : 'review.confirm')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text(corrects ? 'review.correct.do' : 'review.confirm.do')}
      busy={save.isPending}
      disabled={reason.trim() === '' || (corrects && correction === undefined)}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <p className={classes['plain']}>{text('review.measured', { energy: format.energy(session.energyWh) })}</p>
      {corrects ? (
        <>
          <TextInput label={text('review.energyKwh')} inputMode="decimal" {...field('energyKwh', 'energyWh')} />
          <TextInput type="datetime-local" label={text('sessions.started')} {...field('startedAt')} />
          <TextInput type="datetime-local" label={text('session.endedAt')} {...field('endedAt')} />
        </>
      ) : null}
      <Textarea
        label={text('review.reason')}
        description={text('review.reason.hint')}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
