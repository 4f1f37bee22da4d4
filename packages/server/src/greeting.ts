import type { RunningServer } from './app.ts'

/** What a person at the terminal needs once the server serves. */
export function greeting(server: Pick<RunningServer, 'publicUrl' | 'ownerLink'>): string {
  const stations = `${server.publicUrl.replace(/^http/, 'ws')}/ocpp/<identity>`
  const lines = ['', 'Stationmaster is ready.', '', `  Console   ${server.publicUrl}`, `  Stations  ${stations}`]
  if (server.ownerLink !== undefined) {
    lines.push('', 'Open this link once, within 24 hours, to make your account:', '', `  ${server.ownerLink}`)
  }
  return `${lines.join('\n')}\n\n`
}
