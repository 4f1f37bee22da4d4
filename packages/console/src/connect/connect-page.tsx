import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { Page } from '../ui/page.tsx'
import { ConnectForm } from './connect-form.tsx'
import type { Registered } from './registered.ts'
import { Waiting } from './waiting.tsx'

const route = getRouteApi('/app/connect')

/** From an identity to the first Boot: register, type three things into the station, watch it arrive. */
export function ConnectPage() {
  const text = useText()
  const { identity = '' } = route.useSearch()
  const [registered, setRegistered] = useState<Registered | null>(null)
  return (
    <Page title={text('nav.connect')} lead={text('connect.lead')}>
      {registered === null ? (
        <ConnectForm key={identity} identity={identity} onRegistered={setRegistered} />
      ) : (
        <Waiting registered={registered} onAnother={() => setRegistered(null)} />
      )}
    </Page>
  )
}
