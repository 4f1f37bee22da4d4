import { NativeSelect, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { AskerFields } from './asker-fields.tsx'
import classes from './bookings.module.css'
import { PlaceFields } from './place-fields.tsx'
import type { RequestForm } from './request-form.ts'
import { useStayClock } from './stay-clock.ts'
import { useRequest } from './use-request.ts'
import { askerOf } from './words.ts'

interface RequestDialogProps {
  /** Kept outside, so that a dialog that is closed by mistake loses nothing. */
  readonly form: RequestForm
  readonly onChange: (form: RequestForm) => void
  readonly onClose: () => void
  readonly onTaken: () => void
}

/** Takes down what a caller asks for. */
export function RequestDialog({ form, onChange, onClose, onTaken }: RequestDialogProps) {
  const text = useText()
  const clock = useStayClock()
  const request = useRequest({
    form,
    onChange,
    onTaken: (booking) => {
      onTaken()
      notifications.show({
        message: text('booking.taken', { asker: askerOf(booking, text), span: clock.span(booking) }),
      })
    },
  })
  const { save, sites, zone, isSound, field, set } = request
  return (
    <FormDialog
      size="lg"
      title={text('booking.take')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('booking.take.submit')}
      busy={save.isPending}
      disabled={!isSound}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <NativeSelect
        label={text('booking.site')}
        required
        data-autofocus
        {...field('siteId', 'siteId')}
        data={[
          { value: '', label: text('booking.site.choose') },
          ...sites.map((site) => ({ value: site.id, label: site.name })),
        ]}
        onChange={(event) => set({ siteId: event.currentTarget.value, place: '', connectorType: '' })}
      />
      <PlaceFields request={request} />
      <div className={classes['pair']}>
        <TextInput type="datetime-local" required label={text('booking.from')} {...field('from', 'from')} />
        <TextInput type="datetime-local" required label={text('booking.until')} {...field('until', 'until')} />
      </div>
      {zone === undefined ? null : <p className={classes['hint']}>{text('booking.zone', { zone })}</p>}
      <AskerFields request={request} />
    </FormDialog>
  )
}
