export {
  FIRST_TENANT,
  openTenants,
  type Tenant,
  type TenantDirectory,
  type Tenants,
} from './directory.ts'
export { tenantHandlers } from './handlers.ts'
