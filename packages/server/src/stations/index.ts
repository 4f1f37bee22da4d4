export { connectorKey } from './connectors.ts'
export { decide, isAccepted, needsOf } from './decide.ts'
export { type FactsQuestion, gatherFacts } from './facts.ts'
export { parseQuirks } from './quirks.ts'
