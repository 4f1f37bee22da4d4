/** The address a station must be given: ws for http, wss for https. Of an identity only the bar needs an escape. */
export function connectUrl(publicUrl: string, identity: string): string {
  return `${publicUrl.replace(/^http/, 'ws')}/ocpp/${identity.replaceAll('|', '%7C')}`
}
