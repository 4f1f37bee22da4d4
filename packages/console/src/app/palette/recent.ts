import { z } from 'zod'
import { RECENT_KEY } from './forget-recent.ts'

const KEPT = 6

const Recent = z.array(
  z.object({ kind: z.enum(['station', 'session']), id: z.string().max(60), label: z.string().max(120) }),
)
export type RecentItem = z.infer<typeof Recent>[number]

/** What was opened last from the palette, newest first. */
export function recentItems(): readonly RecentItem[] {
  try {
    const parsed = Recent.safeParse(JSON.parse(localStorage.getItem(RECENT_KEY) ?? '[]'))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}

export function rememberItem(item: RecentItem): void {
  const others = recentItems().filter(({ kind, id }) => kind !== item.kind || id !== item.id)
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify([item, ...others].slice(0, KEPT)))
  } catch {
    // Without storage there is no memory; nothing else depends on it.
  }
}
