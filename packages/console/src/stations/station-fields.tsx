import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { CallInput, StationDetail } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { useSiteChoices } from '../sites/use-sites.ts'
import { ocppVersions } from './queries.ts'

/** What a person has changed and not saved yet. */
export type StationChanges = NonNullable<CallInput<'updateStation'>['body']>

interface StationFieldsProps {
  readonly station: StationDetail
  readonly changes: StationChanges
  readonly change: (part: StationChanges) => void
}

const registrations = ['Accepted', 'Pending', 'Rejected'] as const

export function PlaceFields({ station, changes, change }: StationFieldsProps) {
  const text = useText()
  const sites = useSiteChoices()
  const now = { ...station, ...changes }
  return (
    <>
      <TextInput
        label={text('station.name')}
        value={now.name ?? ''}
        maxLength={100}
        onChange={(event) => change({ name: event.currentTarget.value.trimStart() || null })}
      />
      <NativeSelect
        label={text('stations.site')}
        value={now.siteId ?? ''}
        data={[{ value: '', label: text('station.noSite') }, ...sites]}
        onChange={(event) => change({ siteId: event.currentTarget.value || null })}
      />
    </>
  )
}

export function AdmissionFields({ station, changes, change }: StationFieldsProps) {
  const text = useText()
  const now = { ...station, ...changes }
  return (
    <>
      <NativeSelect
        label={text('station.registration')}
        description={text('registration.hint')}
        value={now.registration}
        data={registrations.map((value) => ({ value, label: text(`registration.${value}`) }))}
        onChange={(event) => {
          const chosen = registrations.find((each) => each === event.currentTarget.value)
          if (chosen !== undefined) change({ registration: chosen })
        }}
      />
      <NativeSelect
        label={text('station.security')}
        value={String(now.securityProfile)}
        data={(['0', '1', '2'] as const).map((value) => ({ value, label: text(`security.${value}`) }))}
        onChange={(event) => change({ securityProfile: Number(event.currentTarget.value) })}
      />
    </>
  )
}

/** What to forgive the firmware. */
export function QuirkFields({ station, changes, change }: StationFieldsProps) {
  const text = useText()
  const quirks = { ...station.quirks, ...changes.quirks }
  return (
    <>
      <NativeSelect
        label={text('quirk.missingSubprotocol')}
        description={text('quirk.missingSubprotocol.hint')}
        value={quirks.missingSubprotocol ?? ''}
        data={[
          { value: '', label: text('quirk.off') },
          ...ocppVersions.map((value) => ({ value, label: `OCPP ${value}` })),
        ]}
        onChange={(event) => {
          const { missingSubprotocol: _, ...rest } = quirks
          const version = ocppVersions.find((each) => each === event.currentTarget.value)
          change({ quirks: version === undefined ? rest : { ...rest, missingSubprotocol: version } })
        }}
      />
      <Checkbox
        label={text('quirk.emptyBasicUser')}
        checked={quirks.emptyBasicUser === true}
        onChange={(event) => change({ quirks: { ...quirks, emptyBasicUser: event.currentTarget.checked } })}
      />
      <Checkbox
        label={text('quirk.reversedIdToken')}
        checked={quirks.reversedIdToken === true}
        onChange={(event) => change({ quirks: { ...quirks, reversedIdToken: event.currentTarget.checked } })}
      />
    </>
  )
}
