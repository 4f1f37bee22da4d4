/** Key of a connector in `StationState.connectors`. */
export function connectorKey(evseId: number, connectorId: number): string {
  return `${evseId}/${connectorId}`
}
