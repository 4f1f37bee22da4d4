export { siteHandlers } from './routes.ts'
export { insertSite } from './site-queries.ts'
