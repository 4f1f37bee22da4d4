import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import type { StationDetail } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { FormDialog } from '../../ui/dialog.tsx'
import { serverRefusal } from '../../ui/form-errors.ts'

interface UpgradeForm {
  readonly target: number
  readonly url: string
  readonly slot: number | ''
  readonly currentSlot: number | ''
  readonly cpoName: string
  readonly unchecked: boolean
}

interface UpgradeDialogProps {
  readonly station: StationDetail
  readonly opened: boolean
  readonly onClose: () => void
  readonly onStarted: () => Promise<void>
}

/** Asks where to bring the station, and what its version needs for that. */
export function UpgradeDialog({ station, opened, onClose, onStarted }: UpgradeDialogProps) {
  const text = useText()
  const higher = ([1, 2, 3] as const).filter((profile) => profile > station.securityProfile)
  const empty: UpgradeForm = {
    target: higher[0] ?? 3,
    url: '',
    slot: '',
    currentSlot: '',
    cpoName: '',
    unchecked: false,
  }
  const [form, setForm] = useState(empty)
  const close = () => {
    setForm(empty)
    begin.reset()
    onClose()
  }
  const begin = useMutation({
    mutationFn: (asked: UpgradeForm) =>
      call('startSecurityUpgrade', {
        params: { stationId: station.id },
        body: { target: asked.target, unchecked: asked.unchecked, plan: planOf(asked) },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: () => {
      close()
      return onStarted()
    },
  })
  const set = (part: Partial<UpgradeForm>) => {
    begin.reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const refused = (field: string) => serverRefusal(begin.error, `plan.${field}`, text)
  return (
    <FormDialog
      title={text('upgrade.title')}
      opened={opened}
      onClose={close}
      onSubmit={() => begin.mutate(form)}
      submit={text('upgrade.begin')}
      busy={begin.isPending}
      disabled={higher.length === 0}
      error={begin.isError ? errorLine(begin.error, text) : undefined}
    >
      <NativeSelect
        label={text('upgrade.target')}
        description={text('upgrade.target.hint')}
        value={String(form.target)}
        data={higher.map((profile) => ({ value: String(profile), label: text(`security.profile.${profile}`) }))}
        onChange={(event) => set({ target: Number(event.currentTarget.value) })}
      />
      {station.ocppVersion === '1.6' ? (
        <TextInput
          label={text('upgrade.cpoName')}
          description={text('upgrade.cpoName.hint')}
          value={form.cpoName}
          maxLength={50}
          error={refused('cpoName')}
          onChange={(event) => set({ cpoName: event.currentTarget.value })}
        />
      ) : (
        <>
          <TextInput
            label={text('upgrade.url')}
            description={text('upgrade.url.hint')}
            placeholder={station.connectUrl}
            value={form.url}
            error={refused('url')}
            onChange={(event) => set({ url: event.currentTarget.value })}
          />
          <NumberInput
            label={text('upgrade.slot')}
            description={text('upgrade.slot.hint')}
            value={form.slot}
            min={0}
            max={1000}
            allowDecimal={false}
            error={refused('slot')}
            onChange={(value) => set({ slot: typeof value === 'number' ? value : '' })}
          />
          <NumberInput
            label={text('upgrade.currentSlot')}
            description={text('upgrade.currentSlot.hint')}
            value={form.currentSlot}
            min={0}
            max={1000}
            allowDecimal={false}
            error={refused('currentSlot')}
            onChange={(value) => set({ currentSlot: typeof value === 'number' ? value : '' })}
          />
        </>
      )}
      {form.target === 3 ? (
        <Checkbox
          label={text('upgrade.unchecked')}
          description={text('upgrade.unchecked.hint')}
          checked={form.unchecked}
          onChange={(event) => set({ unchecked: event.currentTarget.checked })}
        />
      ) : null}
    </FormDialog>
  )
}

/** Only what was filled in: the server knows the rest, or asks for it by name. */
function planOf({ url, slot, currentSlot, cpoName }: UpgradeForm) {
  return {
    ...(url.trim() === '' ? {} : { url: url.trim() }),
    ...(slot === '' ? {} : { slot }),
    ...(currentSlot === '' ? {} : { currentSlot }),
    ...(cpoName.trim() === '' ? {} : { cpoName: cpoName.trim() }),
  }
}
