import { NativeSelect, TextInput } from '@mantine/core'
import { StationIdentity } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { useSiteChoices } from '../sites/use-sites.ts'
import { Segments } from '../ui/segments.tsx'
import classes from './connect.module.css'
import type { VersionHint } from './registered.ts'

/** What is asked before a station can be registered. */
export interface ConnectValues {
  readonly id: string
  readonly name: string
  readonly siteId: string
  /** Only for the instructions: the station itself says what it speaks. */
  readonly version: VersionHint
  readonly securityProfile: number
}

interface ConnectFieldsProps {
  readonly form: ConnectValues
  readonly set: (part: Partial<ConnectValues>) => void
}

export function isIdentity(id: string): boolean {
  return StationIdentity.safeParse(id.trim()).success
}

interface IdentityFieldsProps extends ConnectFieldsProps {
  /** What the server said against the identity. */
  readonly refusal: string | null
}

/** Who it is and where it stands. */
export function IdentityFields({ form, set, refusal }: IdentityFieldsProps) {
  const text = useText()
  const sites = useSiteChoices()
  return (
    <>
      <TextInput
        label={text('connect.identity')}
        description={text('connect.identity.hint')}
        value={form.id}
        required
        maxLength={48}
        autoComplete="off"
        spellCheck={false}
        error={form.id === '' || isIdentity(form.id) ? refusal : text('connect.identity.invalid')}
        onChange={(event) => set({ id: event.currentTarget.value })}
      />
      <TextInput
        label={text('connect.name')}
        value={form.name}
        maxLength={100}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={text('stations.site')}
        value={form.siteId}
        data={[{ value: '', label: text('station.noSite') }, ...sites]}
        onChange={(event) => set({ siteId: event.currentTarget.value })}
      />
    </>
  )
}

/** What it speaks and how it proves who it is. */
export function SecurityFields({ form, set }: ConnectFieldsProps) {
  const text = useText()
  return (
    <>
      <div>
        <div className={classes['label']}>{text('connect.version')}</div>
        <Segments
          label={text('connect.version')}
          value={form.version}
          onChange={(value) => set({ version: value === '1.6' ? '1.6' : '2.x' })}
          data={[
            { value: '1.6', label: 'OCPP 1.6' },
            { value: '2.x', label: 'OCPP 2.0.1 / 2.1' },
          ]}
        />
      </div>
      <NativeSelect
        label={text('station.security')}
        description={text('connect.security.hint')}
        value={String(form.securityProfile)}
        data={(['1', '2', '3', '0'] as const).map((value) => ({ value, label: text(`security.${value}`) }))}
        onChange={(event) => set({ securityProfile: Number(event.currentTarget.value) })}
      />
    </>
  )
}
