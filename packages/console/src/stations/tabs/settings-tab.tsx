import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { CallInput } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { errorLine } from '../../app/errors.ts'
import { useText } from '../../app/i18n/use-text.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useSiteChoices } from '../../sites/use-sites.ts'
import { Panel } from '../../ui/panel.tsx'
import { DangerZone } from '../danger-zone.tsx'
import { ocppVersions } from '../queries.ts'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

type Patch = NonNullable<CallInput<'updateStation'>['body']>

const registrations = ['Accepted', 'Pending', 'Rejected'] as const

/** Name, place, admission, and what to forgive the firmware. */
export function SettingsTab({ station }: TabProps) {
  const text = useText()
  const client = useQueryClient()
  const [patch, setPatch] = useState<Patch>({})
  const now = { ...station, ...patch }
  const quirks = { ...station.quirks, ...patch.quirks }
  const change = (part: Patch) => setPatch((known) => ({ ...known, ...part }))
  const sites = useSiteChoices()
  const save = useMutation({
    mutationFn: () => call('updateStation', { params: { stationId: station.id }, body: patch }),
    onSuccess: (detail) => {
      client.setQueryData(queryKeys.station(station.id), detail)
      setPatch({})
      return client.invalidateQueries({ queryKey: queryKeys.stationLists })
    },
  })
  return (
    <div className={classes['overview']}>
      <Panel title={text('station.tab.settings')}>
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate()
          }}
        >
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
          <p role="alert" className={classes['sentence']}>
            {save.isError ? errorLine(save.error, text) : null}
          </p>
          <div>
            <Button type="submit" loading={save.isPending} disabled={Object.keys(patch).length === 0}>
              {text('ui.save')}
            </Button>{' '}
            <span role="status">{save.isSuccess && Object.keys(patch).length === 0 ? text('ui.saved') : null}</span>
          </div>
        </form>
      </Panel>
      <DangerZone station={station} />
    </div>
  )
}
