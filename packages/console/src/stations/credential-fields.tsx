import type { StationCredentials } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { CopyField, SecretField } from '../ui/secret-field.tsx'

/** Address, user name and password, ready to copy. */
export function CredentialFields({ credentials }: { credentials: StationCredentials }) {
  const text = useText()
  return (
    <>
      <CopyField label={text('credentials.url')} value={credentials.connectUrl} hint={text('credentials.url.hint')} />
      <CopyField label={text('credentials.username')} value={credentials.username} />
      {credentials.password === null ? (
        <p style={{ margin: 0 }}>{text('credentials.none')}</p>
      ) : (
        <SecretField
          label={text('credentials.password')}
          value={credentials.password}
          hint={text('credentials.password.hint')}
        />
      )}
    </>
  )
}
