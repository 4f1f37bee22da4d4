import type { StationCertificateUse } from '@stationmaster/ocpp'
import type { CheckedCsr } from '../csr.ts'
import type { LocalRootName } from '../issued.ts'
import type { AuthoritySettings, Stored } from '../settings.ts'
import { enroll } from './est.ts'
import type { LocalAuthority } from './local-authority.ts'
import type { Signed } from './signed.ts'

/** A signed request with who signed it; what our own authority signs has to be entered in its book. */
export type SignedRequest = Signed & { readonly authority: 'est' | LocalRootName }

/** Has the authority that the settings name sign a checked request. */
export async function signRequest(
  local: LocalAuthority,
  { settings, secret }: Stored<AuthoritySettings>,
  { csr, use, signal }: { readonly csr: CheckedCsr; readonly use: StationCertificateUse; readonly signal: AbortSignal },
): Promise<SignedRequest> {
  if (settings.kind === 'est') {
    const { url, username, tlsRoot } = settings
    if (url === null) return { ok: false, isFinal: false, reason: 'The service has no address.', authority: 'est' }
    return { ...(await enroll({ url, username, tlsRoot, password: secret }, csr, signal)), authority: 'est' }
  }
  const { organization, validityDays } = settings
  const { root, certificate } = await local.signStation({
    csr,
    use,
    organization: organization ?? undefined,
    validityDays,
  })
  return { ok: true, chain: [certificate], authority: `local-${root.type}` }
}
