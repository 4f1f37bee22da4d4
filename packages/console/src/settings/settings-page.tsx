import type { GrantedPermission } from '@stationmaster/server/contract'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { Widget } from '../app/widget.tsx'
import { OutboxPanel } from '../people/outbox-panel.tsx'
import { PeoplePanel } from '../people/people-panel.tsx'
import { RolesPanel } from '../people/roles-panel.tsx'
import { SecurityPanel } from '../people/security-panel.tsx'
import { PrivacyPanel } from '../privacy/privacy-panel.tsx'
import { SafeguardsPanel } from '../privacy/safeguards-panel.tsx'
import { Page } from '../ui/page.tsx'
import { AboutPanel } from './about-panel.tsx'
import { ApiKeys } from './api-keys.tsx'
import { AppearancePanel } from './appearance-panel.tsx'
import { MailServerPanel } from './mail-server-panel.tsx'
import { OrganisationForm } from './organisation-form.tsx'
import classes from './sections.module.css'
import { type SectionName, sectionNames, sectionOf, sections } from './sections.ts'
import { SingleSignOnPanel } from './single-sign-on-panel.tsx'
import { StoragePanel } from './storage-panel.tsx'

/** The settings in parts; each reader sees those that they may use. */
export function SettingsPage() {
  const text = useText()
  const { section: wanted } = useParams({ strict: false })
  const open = useOpenSections()
  const section = sectionOf(wanted)
  return (
    <Page title={text('nav.settings')}>
      <nav aria-label={text('settings.sections')}>
        <ul className={classes['sections']}>
          {open.map((name) => (
            <li key={name}>
              <SectionLink name={name} />
            </li>
          ))}
        </ul>
      </nav>
      <Section key={section} name={open.includes(section) ? section : 'own'} />
    </Page>
  )
}

function useOpenSections(): readonly SectionName[] {
  const may = useMay()
  return sectionNames.filter((name) => {
    const { permissions } = sections[name]
    return permissions.length === 0 || permissions.some((permission) => may(permission))
  })
}

function SectionLink({ name }: { name: SectionName }) {
  const text = useText()
  const { icon: Icon } = sections[name]
  const shared = { className: classes['link'], activeOptions: { exact: true } }
  const inside = (
    <>
      <Icon size={16} aria-hidden />
      {text(`settings.section.${name}`)}
    </>
  )
  if (name === 'own') {
    return (
      <Link to="/settings" {...shared}>
        {inside}
      </Link>
    )
  }
  return (
    <Link to="/settings/$section" params={{ section: name }} {...shared}>
      {inside}
    </Link>
  )
}

interface Part {
  readonly key: string
  readonly permission?: GrantedPermission
  readonly Panel: () => ReactNode
}

const parts: Readonly<Record<SectionName, readonly Part[]>> = {
  own: [
    { key: 'appearance', Panel: AppearancePanel },
    { key: 'security', Panel: SecurityPanel },
    { key: 'about', Panel: AboutPanel },
  ],
  organisation: [{ key: 'organisation', permission: 'settings.manage', Panel: OrganisationForm }],
  people: [
    { key: 'people', permission: 'people.read', Panel: PeoplePanel },
    { key: 'roles', permission: 'people.read', Panel: RolesPanel },
    { key: 'signOn', permission: 'settings.manage', Panel: SingleSignOnPanel },
  ],
  keys: [{ key: 'keys', permission: 'apiKeys.manage', Panel: ApiKeys }],
  mail: [
    { key: 'server', permission: 'settings.manage', Panel: MailServerPanel },
    { key: 'outbox', permission: 'outbox.read', Panel: OutboxPanel },
  ],
  data: [
    { key: 'storage', permission: 'settings.manage', Panel: StoragePanel },
    { key: 'privacy', permission: 'settings.manage', Panel: PrivacyPanel },
    { key: 'safeguards', permission: 'settings.manage', Panel: SafeguardsPanel },
  ],
}

function Section({ name }: { name: SectionName }) {
  const may = useMay()
  return parts[name].map(({ key, permission, Panel }) =>
    permission === undefined || may(permission) ? (
      <Widget key={key}>
        <Panel />
      </Widget>
    ) : null,
  )
}
