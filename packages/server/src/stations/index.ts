export { connectorKey } from './connectors.ts'
export { decide, isAccepted, needsOf } from './decide.ts'
