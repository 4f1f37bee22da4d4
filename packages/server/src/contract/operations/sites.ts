import type { Operation } from '../operation.ts'
import { Site, SiteInput, SitePage, SitePatch, SiteQuery } from '../sites.ts'
import { uuid } from './params.ts'

/** Sites. */
export const sitesOperations = {
  listSites: {
    method: 'GET',
    path: '/sites',
    tag: 'sites',
    summary: 'List sites',
    permission: 'sites.read',
    query: SiteQuery,
    response: SitePage,
  },
  createSite: {
    method: 'POST',
    path: '/sites',
    tag: 'sites',
    summary: 'Create a site',
    permission: 'sites.write',
    body: SiteInput,
    response: Site,
    status: 201,
    idempotent: true,
  },
  getSite: {
    method: 'GET',
    path: '/sites/:id',
    tag: 'sites',
    summary: 'Get a site',
    permission: 'sites.read',
    params: uuid,
    response: Site,
  },
  updateSite: {
    method: 'PATCH',
    path: '/sites/:id',
    tag: 'sites',
    summary: 'Change a site',
    permission: 'sites.write',
    params: uuid,
    body: SitePatch,
    response: Site,
  },
  deleteSite: {
    method: 'DELETE',
    path: '/sites/:id',
    tag: 'sites',
    summary: 'Delete a site; its stations stay',
    permission: 'sites.write',
    params: uuid,
  },
} as const satisfies Record<string, Operation>
