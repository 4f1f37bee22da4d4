import type { CommandKind } from '@stationmaster/server/contract'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { commandListQuery } from '../../commands/queries.ts'
import { monitoringSettingsQuery } from './queries.ts'

interface Known {
  readonly value: string
  readonly at: string
}

/** Which set of monitors is in force, and up to which severity events are told: as reported, or as accepted since. */
export function useMonitoringSettings(stationId: string): { base: string | null; level: string | null } {
  const { base, level } = useSuspenseQuery(monitoringSettingsQuery(stationId)).data
  const { data } = useInfiniteQuery(commandListQuery(stationId))
  const commands = data?.pages.flatMap((page) => page.items) ?? []
  const accepted = (kind: CommandKind, field: string): Known | null => {
    const found = commands.find((command) => command.kind === kind && command.state === 'accepted')
    const value = found?.body[field]
    const at = found?.answeredAt ?? null
    return value === undefined || at === null ? null : { value: String(value), at }
  }
  return {
    base: newer(base, accepted('setMonitoringBase', 'base')),
    level: newer(level, accepted('setMonitoringLevel', 'severity')),
  }
}

function newer(reported: Known | null, set: Known | null): string | null {
  if (reported === null || set === null) return (reported ?? set)?.value ?? null
  return Date.parse(set.at) > Date.parse(reported.at) ? set.value : reported.value
}
