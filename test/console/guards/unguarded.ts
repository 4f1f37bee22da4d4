import type { ConsoleParts, FoundSite } from './console-parts.ts'
import { implies } from './guard.ts'

/** Calls and commands that somebody gets to without being asked for what they need: what, the permission, the way there. */
export function unguardedUses(console: ConsoleParts, granted: ReadonlySet<string>): readonly string[] {
  const leads = [...console.sites.values()].flat().map((site) => site.leads)
  const needed = new Set(
    leads.flatMap((lead) => (typeof lead !== 'string' && lead.kind === 'need' ? lead.permission : [])),
  )
  return [...needed]
    .filter((permission) => !granted.has(permission))
    .flatMap((permission) => openWays(console, permission))
}

/** What happens for somebody who has everything but one permission, and is kept from what the console asks it for. */
function openWays({ sites, entrances }: ConsoleParts, permission: string): readonly string[] {
  const cameFrom = new Map<string, string | null>(entrances.map((id) => [id, null]))
  const found = new Set<string>()
  // Unit to what waits for it to happen.
  const waiting = new Map<string, FoundSite[]>()
  const follow = (site: FoundSite) => {
    const { after, leads, unit } = site
    const missing = after.find((names) => !names.some((name) => cameFrom.has(name)))
    if (missing !== undefined) {
      for (const name of missing) waiting.set(name, [...(waiting.get(name) ?? []), site])
    } else if (typeof leads === 'string') {
      if (!cameFrom.has(leads)) cameFrom.set(leads, unit)
    } else if (leads.kind === 'need' && leads.permission === permission) {
      found.add(`${leads.what} (${permission}): ${wayTo(unit, cameFrom)}`)
    }
  }
  // Grows while it is walked.
  for (const [unit] of cameFrom) {
    const open = (sites.get(unit) ?? []).filter(({ guards }) => !guards.some((guard) => implies(guard, permission)))
    for (const site of [...open, ...(waiting.get(unit) ?? [])]) follow(site)
  }
  return [...found]
}

function wayTo(unit: string, cameFrom: ReadonlyMap<string, string | null>): string {
  const before = cameFrom.get(unit) ?? null
  return before === null ? unit : `${wayTo(before, cameFrom)} > ${unit}`
}
