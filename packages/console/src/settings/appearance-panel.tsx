import { NativeSelect, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { languageNames, languages } from '../app/i18n/locale.ts'
import { useLanguage } from '../app/i18n/provider.tsx'
import { useText } from '../app/i18n/use-text.ts'
import { zonesWith } from '../app/i18n/zones.ts'
import { meQuery } from '../app/me.ts'
import { organisationQuery } from '../app/organisation.ts'
import { colorSchemes } from '../app/shell/theme-menu.tsx'
import { useOwnLanguage } from '../app/shell/use-own-language.tsx'
import { Panel } from '../ui/panel.tsx'
import { Segments } from '../ui/segments.tsx'
import classes from './settings.module.css'

/** How the console looks and reads to whoever is signed in. */
export function AppearancePanel() {
  const text = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Panel title={text('settings.appearance')}>
      <div className={classes['form']}>
        <div>
          <div className={classes['label']}>{text('settings.colors')}</div>
          <Segments
            label={text('settings.colors')}
            value={colorScheme}
            onChange={(value) => setColorScheme(colorSchemes.find((scheme) => scheme === value) ?? 'auto')}
            data={colorSchemes.map((value) => ({ value, label: text(`theme.${value}`) }))}
          />
        </div>
        <OwnLanguage />
        <OwnTimeZone />
      </div>
    </Panel>
  )
}

function OwnLanguage() {
  const text = useText()
  const { locale } = useLanguage()
  const { data: organisation } = useSuspenseQuery(organisationQuery)
  const choose = useOwnLanguage()
  return (
    <NativeSelect
      label={text('language.choose')}
      value={locale}
      data={languages
        .filter((value) => value === locale || organisation.languages.includes(value))
        .map((value) => ({ value, label: languageNames[value] }))}
      onChange={(event) => {
        const language = languages.find((each) => each === event.currentTarget.value)
        if (language !== undefined) void choose(language)
      }}
    />
  )
}

function OwnTimeZone() {
  const text = useText()
  const client = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: organisation } = useSuspenseQuery(organisationQuery)
  const save = useMutation({
    mutationFn: (timeZone: string | null) => call('updateMe', { body: { timeZone } }),
    onSuccess: (saved) => client.setQueryData(meQuery.queryKey, saved),
  })
  const { timeZone: theirs } = organisation
  const open = theirs === null ? text('settings.ofBrowser') : text('settings.asOrganisation.is', { zone: theirs })
  return (
    <NativeSelect
      label={text('settings.timeZone')}
      description={text('settings.timeZone.hint')}
      value={(save.isPending ? save.variables : me.timeZone) ?? ''}
      error={save.isError ? errorLine(save.error, text) : null}
      data={[{ value: '', label: open }, ...zonesWith(me.timeZone)]}
      onChange={(event) => save.mutate(event.currentTarget.value || null)}
    />
  )
}
