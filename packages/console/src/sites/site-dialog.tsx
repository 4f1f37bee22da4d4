import { TextInput } from '@mantine/core'
import type { Site } from '@stationmaster/server/contract'
import { lazy, Suspense } from 'react'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { FormDialog } from '../ui/dialog.tsx'
import classes from './sites.module.css'
import { useSiteForm } from './use-site-form.ts'

const PlacePicker = lazy(async () => ({ default: (await import('../now/map/place-picker.tsx')).PlacePicker }))

interface SiteDialogProps {
  /** Null keeps the dialog closed. */
  readonly edited: Site | 'new' | null
  readonly onClose: () => void
}

/** Adds a site or changes one. The place is typed or picked on the map. */
export function SiteDialog({ edited, onClose }: SiteDialogProps) {
  const text = useText()
  const { form, save, refused, set, field } = useSiteForm(edited, onClose)
  return (
    <FormDialog
      size="lg"
      title={text(edited === 'new' ? 'sites.add' : 'sites.edit')}
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
        <TextInput label={text('sites.postalCode')} maxLength={20} {...field('postalCode')} />
      </div>
      <div className={classes['pair']}>
        <TextInput label={text('sites.city')} maxLength={100} {...field('city')} />
        <TextInput label={text('sites.country')} maxLength={60} {...field('country')} />
      </div>
      <TextInput label={text('sites.timeZone')} maxLength={60} {...field('timeZone')} />
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
