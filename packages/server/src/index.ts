export { type RunningServer, startServer } from './app.ts'
export { type Config, loadConfig } from './config/index.ts'
export { createLogger, silentLogger } from './platform/logging/index.ts'
