import { NativeSelect, TextInput } from '@mantine/core'
import type { CallInput, StationDetail } from '@stationmaster/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../app/i18n/use-text.ts'
import { profileName } from '../quirks/profile-words.ts'
import { quirkProfilesQuery } from '../quirks/queries.ts'
import { hasAll, quirksOn } from '../quirks/quirk.ts'
import { QuirkFields } from '../quirks/quirk-fields.tsx'
import { useSiteChoices } from '../sites/use-sites.ts'

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
        data={(['0', '1', '2', '3'] as const).map((value) => ({ value, label: text(`security.${value}`) }))}
        onChange={(event) => change({ securityProfile: Number(event.currentTarget.value) })}
      />
    </>
  )
}

/** What to forgive the firmware: one by one, or by the name of a profile. */
export function ToleranceFields({ station, changes, change }: StationFieldsProps) {
  const text = useText()
  const { data } = useQuery(quirkProfilesQuery)
  const quirks = changes.quirks ?? station.quirks
  const profiles = data?.items.filter((profile) => quirksOn(profile.quirks).length > 0) ?? []
  const had = profiles.filter((profile) => hasAll(quirks, profile.quirks)).map((profile) => profileName(profile, text))
  return (
    <>
      <NativeSelect
        label={text('quirks.choose')}
        description={[
          text('quirks.choose.hint'),
          had.length === 0 ? '' : text('quirks.has', { names: had.join(', ') }),
        ].join(' ')}
        value=""
        data={[
          { value: '', label: text('quirks.chooseNone') },
          ...profiles.map((profile) => ({
            value: profile.name,
            label: profileName(profile, text),
            disabled: hasAll(quirks, profile.quirks),
          })),
        ]}
        onChange={(event) => {
          const chosen = profiles.find(({ name }) => name === event.currentTarget.value)
          if (chosen !== undefined) change({ quirks: { ...quirks, ...chosen.quirks } })
        }}
      />
      <QuirkFields quirks={quirks} onChange={(next) => change({ quirks: next })} />
    </>
  )
}
