import type { CallInput } from '@stationmaster/server/contract'

/** Browsers have push on pages that came safely. */
export function canPush(): boolean {
  return isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window
}

/** Asks the reader and then the browser's push service. Rejects when either says no. */
export async function subscribe(key: string): Promise<CallInput<'addPushDevice'>['body']['subscription']> {
  const registration = await navigator.serviceWorker.register('/push-worker.js')
  await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  const { p256dh, auth } = keys ?? {}
  if (endpoint === undefined || p256dh === undefined || auth === undefined) throw new Error('No subscription was made.')
  return { endpoint, keys: { p256dh, auth } }
}

/** What people know this browser by: its name and its system's. */
export function browserName(): string {
  const agent = navigator.userAgent
  const name = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((one) => agent.includes(`${one}/`)) ?? 'Browser'
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'].find((one) => agent.includes(one))
  return system === undefined ? name : `${name}, ${system}`
}
