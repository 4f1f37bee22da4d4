export { type ReconcileConfig, reconcileStations } from './reconcile.ts'
export { desiredStateHandlers } from './routes.ts'
export type { Sealing } from './template-store.ts'
