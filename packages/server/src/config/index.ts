export type {
  CertificateFiles,
  Config,
  DatabaseConfig,
  FilesConfig,
  GatewayConfig,
  HttpConfig,
} from './config.ts'
export { readEnvironment } from './env.ts'
export { loadConfig } from './load.ts'
export { Secret } from './secrets.ts'
