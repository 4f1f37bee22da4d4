import type { Operation } from '../operation.ts'
import { MeterQuery, MeterSeries, ReviewInput, SessionDetail, SessionPage, SessionQuery } from '../sessions.ts'
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
  reviewSession: {
    method: 'POST',
    path: '/sessions/:id/reviews',
    tag: 'sessions',
    summary: 'Confirm a session as it was measured, or correct it beside that',
    permission: 'sessions.review',
    audit: ['session.confirmed', 'session.corrected'],
    params: uuid,
    body: ReviewInput,
    response: SessionDetail,
    status: 201,
    idempotent: true,
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
