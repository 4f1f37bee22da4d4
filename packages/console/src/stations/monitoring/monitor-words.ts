import type { Format } from '../../app/i18n/use-format.ts'
import type { Text } from '../../app/i18n/use-text.ts'
import type { Tone } from '../../app/theme/palette.ts'
import { variableName } from '../variable.ts'
import type { Monitor } from './queries.ts'

/** "Component[instance]#evse.Variable[instance]" of what a monitor, an event or a stream is about. */
export function watchedName(
  place: Pick<Monitor, 'component' | 'componentInstance' | 'evseId' | 'connectorId' | 'variable' | 'variableInstance'>,
): string {
  return variableName({ ...place, attribute: 'Actual' })
}

/** "above 11 000"; the standard's own words for a rule that we do not know. */
export function monitorRule({ type, value }: Pick<Monitor, 'type' | 'value'>, text: Text, format: Format): string {
  const number = format.number(value, Number.isInteger(value) ? 0 : 2)
  return text.maybe(`monitorRule.${type}`, { value: number }) ?? `${type} ${number}`
}

/** "4 · Error" */
export function severityWords(severity: number | null, text: Text): string {
  if (severity === null) return '–'
  return text('severity.of', { severity, word: text.maybe(`severity.${severity}`) ?? '' })
}

/** 0 to 3 stop the station from working, 4 to 6 want to be looked at (2.x part 2, severity of SetMonitoringData). */
export function severityTone(severity: number | null): Tone {
  if (severity === null || severity > 6) return 'neutral'
  return severity <= 3 ? 'faulted' : 'occupied'
}
