import { Button, TextInput } from '@mantine/core'
import { LEAST_CONTRAST } from '@stationmaster/server/contract'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { palette } from '../app/theme/palette.ts'
import { LogoField } from './logo-field.tsx'
import classes from './organisation.module.css'
import { contrastOf } from './organisation-draft.ts'
import type { OrganisationFormState } from './use-organisation-form.ts'

/** What a colour input shows while no whole colour is chosen: ours. */
const OURS = palette.brand[6]

export function BrandFields({ form }: { form: OrganisationFormState }) {
  const text = useText()
  const { draft, change, complaint } = form
  return (
    <div className={classes['fields']}>
      <TextInput
        label={text('organisation.name')}
        description={text('organisation.name.hint')}
        placeholder="Stationmaster"
        autoComplete="organization"
        value={draft.name}
        error={complaint('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <AccentField form={form} />
      <LogoField value={draft.logo} error={complaint('logo')} onChange={(logo) => change({ logo })} />
    </div>
  )
}

/** A colour, typed or picked; how white words stand on it is said and shown at once. */
function AccentField({ form: { draft, change, complaint } }: { form: OrganisationFormState }) {
  const text = useText()
  const format = useFormat()
  const contrast = contrastOf(draft.accent)
  const ratio = contrast === undefined ? '' : format.number(contrast.ratio, 1)
  const isLight = contrast?.isEnough === false
  return (
    <div className={classes['accent']}>
      <TextInput
        label={text('organisation.accent')}
        description={text('organisation.accent.hint')}
        placeholder={OURS}
        maxLength={7}
        spellCheck={false}
        value={draft.accent}
        error={
          isLight
            ? text('organisation.accent.light', { ratio, least: format.number(LEAST_CONTRAST, 1) })
            : complaint('accent') && text('organisation.accent.form')
        }
        onChange={(event) => change({ accent: event.currentTarget.value })}
        rightSection={
          <input
            type="color"
            aria-label={text('organisation.accent.pick')}
            className={classes['pick']}
            value={contrast === undefined ? OURS : draft.accent.trim().toLowerCase()}
            onChange={(event) => change({ accent: event.currentTarget.value })}
          />
        }
      />
      <div className={classes['sample']}>
        {contrast?.isEnough === true ? (
          <>
            <span className={classes['swatch']} style={{ background: draft.accent.trim() }}>
              {text('organisation.accent.sample')}
            </span>
            <span role="status">{text('organisation.accent.contrast', { ratio })}</span>
          </>
        ) : null}
        {draft.accent === '' ? null : (
          <Button size="compact-md" variant="subtle" onClick={() => change({ accent: '' })}>
            {text('organisation.accent.usual')}
          </Button>
        )}
      </div>
    </div>
  )
}
