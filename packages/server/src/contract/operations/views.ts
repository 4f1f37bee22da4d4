import type { Operation } from '../operation.ts'
import { SavedView, SavedViewList, ViewInput, ViewPatch } from '../views.ts'
import { uuid } from './params.ts'

/** Named views of lists: a person's own, and those that are shared with the tenant. */
export const viewsOperations = {
  listViews: {
    method: 'GET',
    path: '/views',
    tag: 'views',
    summary: 'Your views and those shared with you',
    permission: 'accounts.self',
    response: SavedViewList,
  },
  createView: {
    method: 'POST',
    path: '/views',
    tag: 'views',
    summary: 'Name a view of a list',
    permission: 'accounts.self',
    audit: ['view.saved'],
    body: ViewInput,
    response: SavedView,
    status: 201,
    idempotent: true,
  },
  updateView: {
    method: 'PATCH',
    path: '/views/:id',
    tag: 'views',
    summary: 'Change a view of yours',
    permission: 'accounts.self',
    audit: ['view.saved'],
    params: uuid,
    body: ViewPatch,
    response: SavedView,
  },
  deleteView: {
    method: 'DELETE',
    path: '/views/:id',
    tag: 'views',
    summary: 'Forget a view of yours',
    permission: 'accounts.self',
    audit: ['view.deleted'],
    params: uuid,
  },
} as const satisfies Record<string, Operation>
