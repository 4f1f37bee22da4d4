import { Checkbox, TextInput } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import type { Refusals } from '../forms/refusals.ts'
import { useSiteChoices } from '../sites/use-sites.ts'
import { ocppVersions } from '../stations/queries.ts'
import classes from './configuration.module.css'
import { BELOW } from './entry-fields.tsx'
import type { TemplateFieldsProps } from './template-form.tsx'

const texts = ['vendors', 'models', 'firmwares', 'stationIds'] as const

/** Which stations a template is for. */
export function ConditionFields({ draft, refusals, change }: TemplateFieldsProps) {
  const text = useText()
  return (
    <>
      <p className={classes['hint']}>{text('template.whom.hint')}</p>
      <div className={classes['fields']}>
        {texts.map((name) => (
          <TextInput
            key={name}
            inputWrapperOrder={BELOW}
            label={text(`template.${name}`)}
            description={text(name === 'stationIds' ? 'template.stationIds.hint' : 'template.texts.hint')}
            value={draft[name]}
            autoComplete="off"
            spellCheck={false}
            error={refusedBelow(refusals, `conditions.${name}`)}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        ))}
        <Versions draft={draft} change={change} />
        <Sites draft={draft} change={change} />
      </div>
    </>
  )
}

/** What is said against a list or one of its items. */
function refusedBelow(refusals: Refusals, path: string): string | undefined {
  return [...refusals].find(([key]) => key === path || key.startsWith(`${path}.`))?.[1]
}

function Versions({ draft, change }: Pick<TemplateFieldsProps, 'draft' | 'change'>) {
  const text = useText()
  const chosen = draft.ocppVersions
  return (
    <fieldset className={classes['group']}>
      <legend>{text('template.versions')}</legend>
      <div className={classes['choices']}>
        {ocppVersions.map((version) => (
          <Checkbox
            key={version}
            label={version}
            checked={chosen.includes(version)}
            onChange={() => change({ ocppVersions: toggled(chosen, version) })}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Sites({ draft, change }: Pick<TemplateFieldsProps, 'draft' | 'change'>) {
  const text = useText()
  const sites = useSiteChoices()
  if (sites.length === 0) return null
  return (
    <fieldset className={`${classes['group']} ${classes['wide']}`}>
      <legend>{text('template.sites')}</legend>
      <div className={classes['choices']}>
        {sites.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={<span translate="no">{label}</span>}
            checked={draft.siteIds.includes(value)}
            onChange={() => change({ siteIds: toggled(draft.siteIds, value) })}
          />
        ))}
      </div>
    </fieldset>
  )
}

function toggled<Item>(list: readonly Item[], item: Item): readonly Item[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item]
}
