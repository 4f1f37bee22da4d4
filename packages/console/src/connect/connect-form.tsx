import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { StationIdentity } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { useSiteChoices } from '../sites/use-sites.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './connect.module.css'
import type { Registered, VersionHint } from './registered.ts'

export function ConnectForm({ onRegistered }: { onRegistered: (registered: Registered) => void }) {
  const text = useText()
  const client = useQueryClient()
  const sites = useSiteChoices()
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const [siteId, setSiteId] = useState('')
  const [version, setVersion] = useState<VersionHint>('1.6')
  const [securityProfile, setSecurityProfile] = useState(1)
  const valid = StationIdentity.safeParse(id.trim()).success
  const register = useMutation({
    mutationFn: () =>
      call('createStation', {
        body: {
          id: id.trim(),
          securityProfile,
          ...(name.trim() === '' ? {} : { name: name.trim() }),
          ...(siteId === '' ? {} : { siteId }),
        },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: (credentials) => {
      void client.invalidateQueries({ queryKey: queryKeys.stationLists })
      onRegistered({ credentials, version })
    },
  })
  return (
    <Panel title={text('connect.step.register')}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (valid) register.mutate()
        }}
      >
        <TextInput
          label={text('connect.identity')}
          description={text('connect.identity.hint')}
          value={id}
          required
          maxLength={48}
          autoComplete="off"
          spellCheck={false}
          error={id === '' || valid ? null : text('connect.identity.invalid')}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <TextInput
          label={text('connect.name')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={text('stations.site')}
          value={siteId}
          data={[{ value: '', label: text('station.noSite') }, ...sites]}
          onChange={(event) => setSiteId(event.currentTarget.value)}
        />
        <div>
          <div className={classes['label']}>{text('connect.version')}</div>
          <SegmentedControl
            aria-label={text('connect.version')}
            value={version}
            onChange={(value) => setVersion(value === '1.6' ? '1.6' : '2.x')}
            data={[
              { value: '1.6', label: 'OCPP 1.6' },
              { value: '2.x', label: 'OCPP 2.0.1 / 2.1' },
            ]}
          />
        </div>
        <NativeSelect
          label={text('station.security')}
          description={text('connect.security.hint')}
          value={String(securityProfile)}
          data={(['1', '2', '0'] as const).map((value) => ({ value, label: text(`security.${value}`) }))}
          onChange={(event) => setSecurityProfile(Number(event.currentTarget.value))}
        />
        <p role="alert" className={classes['error']}>
          {register.isError ? errorLine(register.error, text) : null}
        </p>
        <div>
          <Button type="submit" loading={register.isPending} disabled={!valid}>
            {text('connect.register')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
