import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError, call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { type Quirks, quirksOn } from './quirk.ts'
import { QuirkFields } from './quirk-fields.tsx'
import classes from './quirks.module.css'

interface Draft {
  readonly name: string
  readonly vendor: string
  readonly model: string
  readonly firmware: string
  readonly quirks: Quirks
}

const empty: Draft = { name: '', vendor: '', model: '', firmware: '', quirks: {} }
const patterns = ['vendor', 'model', 'firmware'] as const

/** A name for what stations of a make do differently. */
export function NewProfileDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const text = useText()
  const [draft, setDraft] = useState(empty)
  const save = useSaveProfile(onClose)
  const { reset } = save
  useEffect(() => {
    if (!opened) return
    setDraft(empty)
    reset()
  }, [opened, reset])
  const change = (part: Partial<Draft>) => {
    reset()
    setDraft((known) => ({ ...known, ...part }))
  }
  const isTaken = save.error instanceof ApiError && save.error.problem.code === 'quirkProfileExists'
  return (
    <FormDialog
      title={text('quirks.new')}
      size="lg"
      opened={opened}
      onClose={onClose}
      onSubmit={() => save.mutate(draft)}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={draft.name.trim() === '' || quirksOn(draft.quirks).length === 0}
      error={save.isError && !isTaken ? errorLine(save.error, text) : undefined}
    >
      <TextInput
        required
        label={text('quirks.name')}
        value={draft.name}
        maxLength={100}
        error={isTaken ? text('error.quirkProfileExists') : undefined}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={classes['patterns']}>
        {patterns.map((name) => (
          <TextInput
            key={name}
            label={text(`quirks.${name}Pattern`)}
            description={text('quirks.pattern.hint')}
            value={draft[name]}
            maxLength={50}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <fieldset className={classes['group']}>
        <legend>{text('quirks.switches')}</legend>
        <QuirkFields quirks={draft.quirks} onChange={(quirks) => change({ quirks })} />
      </fieldset>
    </FormDialog>
  )
}

function useSaveProfile(onSaved: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, quirks, ...makes }: Draft) => {
      const pattern = (text: string) => (text.trim() === '' ? null : text.trim())
      const { vendor, model, firmware } = makes
      return call('createQuirkProfile', {
        body: { name, quirks, vendor: pattern(vendor), model: pattern(model), firmware: pattern(firmware) },
      })
    },
    onSuccess: () => {
      onSaved()
      return client.invalidateQueries({ queryKey: queryKeys.quirkProfiles })
    },
  })
}
