import { Tabs } from '@mantine/core'
import type { GrantedPermission } from '@stationmaster/server/contract'
import { getRouteApi } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { useChosenInView } from '../ui/use-chosen-in-view.ts'
import { Authorities } from './authorities.tsx'
import classes from './certificates.module.css'
import { FleetCertificates } from './fleet-certificates.tsx'
import { PlugAndCharge } from './plug-and-charge.tsx'
import { Roots } from './roots.tsx'
import { type CertificateView, certificateViews } from './search.ts'
import { ServerCertificates } from './server-certificates.tsx'

const route = getRouteApi('/app/certificates')

const bodies: Readonly<Record<CertificateView, ComponentType>> = {
  stations: FleetCertificates,
  roots: Roots,
  authorities: Authorities,
  plugAndCharge: PlugAndCharge,
  server: ServerCertificates,
}

/** Who signs and for whom is for those to see who may change it. */
const viewPermissions: Readonly<Partial<Record<CertificateView, GrantedPermission>>> = {
  authorities: 'certificates.manage',
  plugAndCharge: 'certificates.manage',
}

/** Who is believed here, who signs, and what was signed. */
export function CertificatesPage() {
  const text = useText()
  const { view = 'stations' } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const isOpen = (option: CertificateView) => {
    const permission = viewPermissions[option]
    return permission === undefined || may(permission)
  }
  const Body = bodies[isOpen(view) ? view : 'stations']
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
          {certificateViews.filter(isOpen).map((option) => (
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
