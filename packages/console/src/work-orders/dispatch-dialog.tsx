import { Modal, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { FaultQuery, WorkOffer } from '@stationmaster/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine, errorWords } from '../app/errors.ts'
import { MoreWords } from '../app/i18n/later-words.tsx'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { LoadingLines } from '../ui/loading.tsx'
import { EmptyState, ErrorState } from '../ui/message.tsx'
import { type Appointment, appointmentOf, slotIn } from './appointment.ts'
import { AppointmentFields } from './appointment-fields.tsx'
import { proposalQuery } from './queries.ts'

interface DispatchDialogProps {
  readonly fault: FaultQuery
  readonly onClose: () => void
}

/** Whom to send to a fault and when, filled in: one click sends them. */
export function DispatchDialog(props: DispatchDialogProps) {
  return (
    <MoreWords>
      <Proposed {...props} />
    </MoreWords>
  )
}

function Proposed({ fault, onClose }: DispatchDialogProps) {
  const text = useText()
  const query = useQuery(proposalQuery(fault))
  const [best] = query.data?.offers ?? []
  if (best !== undefined) {
    return <SendForm fault={fault} offers={query.data?.offers ?? []} best={best} onClose={onClose} />
  }
  return (
    <Plain fault={fault} onClose={onClose}>
      {query.isPending ? (
        <LoadingLines lines={4} />
      ) : query.isError ? (
        <ErrorState words={errorWords(query.error, text)} onRetry={() => void query.refetch()} />
      ) : (
        <EmptyState icon={UserRound} title={text('work.nobody')}>
          {text('work.nobody.text')}
        </EmptyState>
      )}
    </Plain>
  )
}

function Plain({ fault, onClose, children }: DispatchDialogProps & { readonly children: ReactNode }) {
  const text = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('work.dispatch.to', { station: fault.stationId })}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      {children}
    </Modal>
  )
}

interface SendFormProps extends DispatchDialogProps {
  readonly offers: readonly WorkOffer[]
  readonly best: WorkOffer
}

function SendForm({ fault, offers, best, onClose }: SendFormProps) {
  const text = useText()
  const format = useFormat()
  const client = useQueryClient()
  const [appointment, setAppointment] = useState<Appointment>(() => appointmentOf(best.person.id, best.slot))
  const [note, setNote] = useState('')
  const slot = slotIn(appointment)
  const send = useMutation({
    mutationFn: (when: WorkOffer['slot']) =>
      call('createWorkOrder', {
        body: { fault, assigneeId: appointment.assigneeId, slot: when, note: note.trim() },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (order) => {
      onClose()
      notifications.show({
        message: text('work.dispatched', { person: order.assignee.name, at: format.dateTime(order.slot.from) }),
      })
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.attention }),
        client.invalidateQueries({ queryKey: queryKeys.workOrderLists }),
      ]),
  })
  return (
    <FormDialog
      title={text('work.dispatch.to', { station: fault.stationId })}
      opened
      onClose={onClose}
      onSubmit={() => (slot === undefined ? undefined : send.mutate(slot))}
      submit={text('work.send')}
      busy={send.isPending}
      disabled={slot === undefined}
      error={send.isError ? errorLine(send.error, text) : undefined}
    >
      <AppointmentFields value={appointment} offers={offers} error={send.error} onChange={setAppointment} />
      <Textarea
        label={text('work.note')}
        maxLength={2000}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
