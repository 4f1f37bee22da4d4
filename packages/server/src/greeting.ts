import type { RunningServer } from './app.ts'
import { stationsUrl } from './stations/index.ts'

/** What a person at the terminal needs once the server serves. */
export function greeting(server: Pick<RunningServer, 'publicUrl' | 'stationPort' | 'ownerLink'>): string {
  const addresses = { publicUrl: () => server.publicUrl, stationTlsPort: () => server.stationPort }
  const [plain, secure] = [1, 2].map((profile) => `  Stations  ${stationsUrl(addresses, profile)}/<identity>`)
  const stations = plain === secure ? [plain] : [plain, `${secure}  (security profiles 2 and 3)`]
  const lines = ['', 'Stationmaster is ready.', '', `  Console   ${server.publicUrl}`, ...stations]
  if (server.ownerLink !== undefined) {
    lines.push('', 'Open this link once, within 24 hours, to make your account:', '', `  ${server.ownerLink}`)
  }
  return `${lines.join('\n')}\n\n`
}
