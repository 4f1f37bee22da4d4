import { TextInput } from '@mantine/core'
import { type Site, SiteInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields, serverRefusal } from '../ui/form-errors.ts'
import { type SiteForm, siteForm, siteInput } from './site-form.ts'
import classes from './sites.module.css'

const PlacePicker = lazy(async () => ({ default: (await import('../now/map/place-picker.tsx')).PlacePicker }))
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

interface SiteDialogProps {
  /** Null keeps the dialog closed. */
  readonly edited: Site | 'new' | null
  readonly onClose: () => void
}

/** Adds a site or changes one. The place is typed or picked on the map. */
export function SiteDialog({ edited, onClose }: SiteDialogProps) {
  const text = useText()
  const client = useQueryClient()
  const [form, setForm] = useState(() => siteForm(null, ownZone))
  const isNew = edited === 'new'
  const save = useMutation({
    mutationFn: () => {
      const body = siteInput(form)
      if (isNew || edited === null) return call('createSite', { body, idempotencyKey: crypto.randomUUID() })
      return call('updateSite', { params: { id: edited.id }, body })
    },
    onSuccess: async () => {
      onClose()
      await Promise.all([queryKeys.siteLists, queryKeys.map].map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
  const { reset } = save
  useEffect(() => {
    setForm(siteForm(edited === 'new' ? null : edited, ownZone))
    reset()
  }, [edited, reset])
  const set = (part: Partial<SiteForm>) => {
    reset()
    setForm((known) => ({ ...known, ...part }))
  }
  const refused = refusedFields(SiteInput, siteInput(form))
  const field = (name: keyof SiteForm, schemaName: string = name) => ({
    value: form[name],
    error:
      form[name] !== '' && refused.has(schemaName) ? text('form.invalid') : serverRefusal(save.error, schemaName, text),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  return (
    <FormDialog
      size="lg"
      title={text(isNew ? 'sites.add' : 'sites.edit')}
      opened={edited !== null}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={refused.size > 0}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      <TextInput label={text('sites.name')} required maxLength={100} {...field('name')} />
      <div className={classes['pair']}>
        <TextInput label={text('sites.address')} maxLength={200} {...field('address')} />
        <TextInput label={text('sites.city')} maxLength={100} {...field('city')} />
      </div>
      <div className={classes['pair']}>
        <TextInput label={text('sites.country')} maxLength={60} {...field('country')} />
        <TextInput label={text('sites.timeZone')} maxLength={60} {...field('timeZone')} />
      </div>
      <div className={classes['pair']}>
        <TextInput label={text('sites.latitude')} inputMode="decimal" {...field('latitude')} />
        <TextInput label={text('sites.longitude')} inputMode="decimal" {...field('longitude')} />
      </div>
      <Suspense fallback={<div className={classes['picker']} />}>
        <PlacePicker
          latitude={Number(form.latitude) || null}
          longitude={Number(form.longitude) || null}
          onPick={(latitude, longitude) => set({ latitude: latitude.toFixed(5), longitude: longitude.toFixed(5) })}
        />
      </Suspense>
      <TextInput
        label={text('sites.limitKw')}
        description={text('sites.limit.hint')}
        inputMode="decimal"
        {...field('gridLimitKw', 'gridLimitW')}
      />
    </FormDialog>
  )
}
