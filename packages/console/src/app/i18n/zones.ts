/** Time zones to choose from; UTC is not among those that browsers name. */
export function zonesWith(known: string | null): readonly string[] {
  const named = [...Intl.supportedValuesOf('timeZone'), 'UTC']
  return known === null || named.includes(known) ? named : [known, ...named]
}
