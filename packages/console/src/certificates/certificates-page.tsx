import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { MoreWords } from '../app/i18n/more-words.tsx'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { useChosenInView } from '../ui/use-chosen-in-view.ts'
import { Authorities } from './authorities.tsx'
import classes from './certificates.module.css'
import { FleetCertificates } from './fleet-certificates.tsx'
import { PlugAndCharge } from './plug-and-charge.tsx'
import { type CertificateView, certificateViews } from './queries.ts'
import { Roots } from './roots.tsx'
import { ServerCertificates } from './server-certificates.tsx'

const route = getRouteApi('/app/certificates')

const bodies: Readonly<Record<CertificateView, ComponentType>> = {
  stations: FleetCertificates,
  roots: Roots,
  authorities: Authorities,
  plugAndCharge: PlugAndCharge,
  server: ServerCertificates,
}

export function CertificatesPage() {
  return (
    <MoreWords>
      <Certificates />
    </MoreWords>
  )
}

/** Who is believed here, who signs, and what was signed. */
function Certificates() {
  const text = useText()
  const { view = 'stations' } = route.useSearch()
  const navigate = route.useNavigate()
  const Body = bodies[view]
  return (
    <Page title={text('nav.certificates')} lead={text('trust.lead')}>
      <Tabs
        value={view}
        onChange={(value) => {
          const next = certificateViews.find((each) => each === value)
          if (next !== undefined) void navigate({ search: { view: next }, replace: true, resetScroll: false })
        }}
        keepMounted={false}
      >
        <Tabs.List className={classes['tabs'] ?? ''} ref={useChosenInView(view)}>
          {certificateViews.map((option) => (
            <Tabs.Tab key={option} value={option}>
              {text(`trust.view.${option}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view} pt="md">
          <Widget lines={6} key={view}>
            <Body />
          </Widget>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
