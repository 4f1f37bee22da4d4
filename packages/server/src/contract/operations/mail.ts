import { OutboxMailDetail, OutboxPage, OutboxQuery } from '../mail.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** Mails that were written. */
export const mailOperations = {
  listOutboxMails: {
    method: 'GET',
    path: '/outbox',
    tag: 'mail',
    summary: 'List mails that were written, newest first',
    permission: 'outbox.read',
    wholeTenant: true,
    query: OutboxQuery,
    response: OutboxPage,
  },
  getOutboxMail: {
    method: 'GET',
    path: '/outbox/:id',
    tag: 'mail',
    summary: 'A mail, with its text and links while no mail server is set',
    permission: 'outbox.read',
    wholeTenant: true,
    params: uuid,
    response: OutboxMailDetail,
  },
} as const satisfies Record<string, Operation>
