export { type ReconcileConfig, reconcileStations } from './reconcile.ts'
export { desiredStateHandlers } from './routes.ts'
