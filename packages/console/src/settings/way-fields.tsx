import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { type Language, languageNames, languages } from '../app/i18n/locale.ts'
import { useText } from '../app/i18n/use-text.ts'
import { zonesWith } from '../app/i18n/zones.ts'
import { Segments } from '../ui/segments.tsx'
import classes from './organisation.module.css'
import type { OrganisationFormState } from './use-organisation-form.ts'

const DISTANCES = ['km', 'mi'] as const

/** Languages, money, time and units. */
export function WayFields({ form: { draft, change, complaint } }: { form: OrganisationFormState }) {
  const text = useText()
  const currencies = useCurrencies()
  return (
    <div className={classes['fields']}>
      <Checkbox.Group
        label={text('organisation.languages')}
        className={classes['wide'] ?? ''}
        value={[...draft.languages]}
        error={complaint('languages')}
        onChange={(chosen) => change({ languages: languages.filter((language) => chosen.includes(language)) })}
      >
        <div className={classes['choices']}>
          {languages.map((language) => (
            <Checkbox key={language} value={language} label={<Named language={language} />} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={text('organisation.defaultLanguage')}
        description={text('organisation.defaultLanguage.hint')}
        value={draft.defaultLanguage ?? ''}
        error={complaint('defaultLanguage')}
        data={[
          { value: '', label: text('settings.ofBrowser') },
          ...languages.map((value) => ({ value, label: languageNames[value] })),
        ]}
        onChange={(event) =>
          change({ defaultLanguage: languages.find((each) => each === event.currentTarget.value) ?? null })
        }
      />
      <NativeSelect
        label={text('organisation.timeZone')}
        description={text('organisation.timeZone.hint')}
        value={draft.timeZone}
        error={complaint('timeZone')}
        data={[{ value: '', label: text('settings.ofBrowser') }, ...zonesWith(draft.timeZone || null)]}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
      />
      <NativeSelect
        label={text('organisation.currency')}
        value={draft.currency}
        error={complaint('currency')}
        data={[...currencies]}
        onChange={(event) => change({ currency: event.currentTarget.value })}
      />
      <TextInput
        label={text('organisation.price')}
        description={text('organisation.price.hint')}
        inputMode="decimal"
        value={draft.assumedPricePerKwh}
        error={complaint('assumedPricePerKwh')}
        rightSection={<span translate="no">{draft.currency}</span>}
        rightSectionWidth={52}
        onChange={(event) => change({ assumedPricePerKwh: event.currentTarget.value })}
      />
      <div>
        <div className={classes['label']}>{text('organisation.distance')}</div>
        <Segments
          label={text('organisation.distance')}
          value={draft.distanceUnit}
          data={DISTANCES.map((value) => ({ value, label: text(`organisation.distance.${value}`) }))}
          onChange={(value) => change({ distanceUnit: DISTANCES.find((each) => each === value) ?? 'km' })}
        />
      </div>
    </div>
  )
}

/** A language in its own words. */
function Named({ language }: { language: Language }) {
  return (
    <span lang={language} translate="no">
      {languageNames[language]}
    </span>
  )
}

/** Codes with their names in the reader's language. */
function useCurrencies() {
  const { locale } = useIntl()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' })
    return Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value} · ${names.of(value)}` }))
  }, [locale])
}
