import { NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { languages } from '../app/i18n/locale.ts'
import { MoreWords } from '../app/i18n/more-words.tsx'
import { useLanguage } from '../app/i18n/provider.tsx'
import { useText } from '../app/i18n/use-text.ts'
import { meQuery } from '../app/me.ts'
import { languageNames } from '../app/shell/language-menu.tsx'
import { colorSchemes } from '../app/shell/theme-menu.tsx'
import { useMay } from '../app/use-may.ts'
import { Widget } from '../app/widget.tsx'
import { OutboxPanel } from '../people/outbox-panel.tsx'
import { PeoplePanel } from '../people/people-panel.tsx'
import { roleWord } from '../people/role-fields.tsx'
import { SecurityPanel } from '../people/security-panel.tsx'
import { welcomeQuery } from '../sign-in/queries.ts'
import { Facts, Raw } from '../ui/facts.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ApiKeys } from './api-keys.tsx'
import classes from './settings.module.css'

export function SettingsPage() {
  return (
    <MoreWords>
      <Settings />
    </MoreWords>
  )
}

/** Each reader sees the parts that they may use. */
function Settings() {
  const text = useText()
  const may = useMay()
  return (
    <Page title={text('nav.settings')}>
      {may('people.read') ? (
        <Widget>
          <PeoplePanel />
        </Widget>
      ) : null}
      {may('apiKeys.manage') ? (
        <Widget>
          <ApiKeys />
        </Widget>
      ) : null}
      {may('outbox.read') ? (
        <Widget>
          <OutboxPanel />
        </Widget>
      ) : null}
      <Widget>
        <SecurityPanel />
      </Widget>
      <Panel title={text('settings.appearance')}>
        <Appearance />
      </Panel>
      <Panel title={text('settings.about')}>
        <About />
      </Panel>
    </Page>
  )
}

function Appearance() {
  const text = useText()
  const { locale, choose } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes['form']}>
      <div>
        <div className={classes['label']}>{text('settings.colors')}</div>
        <SegmentedControl
          aria-label={text('settings.colors')}
          value={colorScheme}
          onChange={(value) => setColorScheme(colorSchemes.find((scheme) => scheme === value) ?? 'auto')}
          data={colorSchemes.map((value) => ({ value, label: text(`theme.${value}`) }))}
        />
      </div>
      <NativeSelect
        label={text('language.choose')}
        value={locale}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(event) => {
          const language = languages.find((each) => each === event.currentTarget.value)
          if (language !== undefined) void choose(language)
        }}
      />
    </div>
  )
}

function About() {
  const text = useText()
  const { data: welcome } = useSuspenseQuery(welcomeQuery)
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <Facts
      facts={[
        { name: text('about.version'), value: <Raw>{welcome.version}</Raw> },
        { name: text('about.account'), value: <Raw>{me.email ?? me.name}</Raw> },
        { name: text('about.role'), value: <Raw>{roleWord(text, me)}</Raw> },
        { name: text('about.tenant'), value: <Raw>{me.tenant}</Raw> },
        { name: text('about.licence'), value: <Raw>Apache-2.0</Raw> },
        { name: text('about.map'), value: <Raw>Natural Earth · GeoNames (CC BY 4.0)</Raw> },
      ]}
    />
  )
}
