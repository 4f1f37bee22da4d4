export const RECENT_KEY = 'stationmaster.recent'

/** Forgets everything: another person may sign in next. */
export function forgetItems(): void {
  try {
    localStorage.removeItem(RECENT_KEY)
  } catch {
    // Nothing was stored.
  }
}
