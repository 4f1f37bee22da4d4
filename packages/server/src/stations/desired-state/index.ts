export { desiredStateHandlers } from './handlers.ts'
export { type ReconcileConfig, reconcileStations } from './reconcile.ts'
export { isFor } from './template.ts'
export { switchTemplate } from './template-store.ts'
