export { type OrganisationServices, organisationHandlers } from './handlers.ts'
export { readFace, readOrganisation } from './store.ts'
