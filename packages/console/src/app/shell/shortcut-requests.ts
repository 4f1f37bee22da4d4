/** Asks from anywhere for the list of keys. */
export const shortcutRequests = new EventTarget()

export function openShortcuts(): void {
  shortcutRequests.dispatchEvent(new Event('open'))
}
