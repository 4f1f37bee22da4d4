export { createHttpApp, type HttpAppOptions } from './http-app.ts'
export { refuseMetrics } from './probes.ts'
export { createReadiness, type Readiness } from './readiness.ts'
export { isSecure } from './security-headers.ts'
