import type { WorkOffer, WorkOrder } from '@stationmaster/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { type Appointment, appointmentOf, slotIn } from './appointment.ts'
import { AppointmentFields } from './appointment-fields.tsx'
import { faultOfOrder } from './fault.ts'
import { proposalQuery } from './queries.ts'
import { useOrderChanged } from './use-order-changed.ts'

/** Sends somebody else, or at another time. */
export function RescheduleDialog({ order, onClose }: { order: WorkOrder; onClose: () => void }) {
  const text = useText()
  const changed = useOrderChanged()
  const { data } = useQuery(proposalQuery(faultOfOrder(order)))
  const [appointment, setAppointment] = useState<Appointment>(() => appointmentOf(order.assignee.id, order.slot))
  const slot = slotIn(appointment)
  const move = useMutation({
    mutationFn: (when: WorkOffer['slot']) =>
      call('rescheduleWorkOrder', {
        params: { id: order.id },
        body: { assigneeId: appointment.assigneeId, slot: when },
      }),
    onSuccess: onClose,
    onSettled: () => changed(),
  })
  return (
    <FormDialog
      title={text('work.reschedule')}
      opened
      onClose={onClose}
      onSubmit={() => (slot === undefined ? undefined : move.mutate(slot))}
      submit={text('ui.save')}
      busy={move.isPending}
      disabled={slot === undefined}
      error={move.isError ? errorLine(move.error, text) : undefined}
    >
      <AppointmentFields
        value={appointment}
        offers={data?.offers ?? []}
        known={order.assignee}
        error={move.error}
        onChange={setAppointment}
      />
    </FormDialog>
  )
}
