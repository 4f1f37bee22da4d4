export { createHttpApp, type HttpAppOptions } from './http-app.ts'
export { describeApi, serveDescription } from './open-api.ts'
export { refuseMetrics } from './probes.ts'
export { createReadiness, type Readiness } from './readiness.ts'
