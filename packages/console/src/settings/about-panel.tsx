import { useSuspenseQuery } from '@tanstack/react-query'
import { useText } from '../app/i18n/use-text.ts'
import { meQuery } from '../app/me.ts'
import { roleWord } from '../people/role-fields.tsx'
import { welcomeQuery } from '../sign-in/queries.ts'
import { Facts, Raw } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'

/** Which program this is, and who is signed in to it. */
export function AboutPanel() {
  const text = useText()
  const { data: welcome } = useSuspenseQuery(welcomeQuery())
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <Panel title={text('settings.about')}>
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
    </Panel>
  )
}
