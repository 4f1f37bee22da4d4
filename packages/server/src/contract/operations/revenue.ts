import type { Operation } from '../operation.ts'
import { Revenue, RevenueQuery, RevenueSessionPage, RevenueSessionQuery, SessionPrice } from '../revenue.ts'
import { uuid } from './params.ts'

/** What sessions are worth at published prices. */
export const revenueOperations = {
  getRevenue: {
    method: 'GET',
    path: '/revenue',
    tag: 'revenue',
    summary: 'What sessions were worth today, this month, and per day and site of a span',
    permission: 'revenue.read',
    query: RevenueQuery,
    response: Revenue,
  },
  listRevenueSessions: {
    method: 'GET',
    path: '/revenue/sessions',
    tag: 'revenue',
    summary: 'The sessions that revenue is made of, last ended first',
    permission: 'revenue.read',
    query: RevenueSessionQuery,
    response: RevenueSessionPage,
  },
  getSessionPrice: {
    method: 'GET',
    path: '/sessions/:id/price',
    tag: 'sessions',
    summary: 'What a session costs, line by line, or why it has no price',
    permission: 'sessions.read',
    params: uuid,
    response: SessionPrice,
  },
} as const satisfies Record<string, Operation>
