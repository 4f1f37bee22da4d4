import type { Operation } from '../operation.ts'
import { MeterQuery, MeterSeries, SessionDetail, SessionPage, SessionQuery } from '../sessions.ts'
import { uuid } from './params.ts'

/** Charging sessions and their energy. */
export const sessionsOperations = {
  listSessions: {
    method: 'GET',
    path: '/sessions',
    tag: 'sessions',
    summary: 'List sessions, newest first',
    permission: 'sessions.read',
    query: SessionQuery,
    response: SessionPage,
  },
  getSession: {
    method: 'GET',
    path: '/sessions/:id',
    tag: 'sessions',
    summary: 'Get a session with its events',
    permission: 'sessions.read',
    params: uuid,
    response: SessionDetail,
  },
  getSessionMeter: {
    method: 'GET',
    path: '/sessions/:id/meter',
    tag: 'sessions',
    summary: 'Meter series of a session',
    permission: 'sessions.read',
    params: uuid,
    query: MeterQuery,
    response: MeterSeries,
  },
} as const satisfies Record<string, Operation>
