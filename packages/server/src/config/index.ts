export { type Config, type DatabaseConfig, type GatewayConfig, type HttpConfig, loadConfig } from './config.ts'
export { readEnvironment } from './env.ts'
export { Secret } from './secrets.ts'
