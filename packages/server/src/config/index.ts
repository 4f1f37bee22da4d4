export {
  type CertificateFiles,
  type Config,
  type DatabaseConfig,
  type FilesConfig,
  type GatewayConfig,
  type HttpConfig,
  loadConfig,
} from './config.ts'
export { readEnvironment } from './env.ts'
export { Secret } from './secrets.ts'
