import type { Operation } from '../operation.ts'
import { MailServer, Organisation, OrganisationPatch, Storage } from '../organisation.ts'

/** How the tenant presents itself, what it reckons with, and what it runs on. */
export const organisationOperations = {
  getOrganisation: {
    method: 'GET',
    path: '/organisation',
    tag: 'organisation',
    summary: 'Brand, languages, currency, time zone and units',
    permission: 'accounts.self',
    response: Organisation,
  },
  updateOrganisation: {
    method: 'PATCH',
    path: '/organisation',
    tag: 'organisation',
    summary: 'Change brand, languages, currency, time zone or units',
    permission: 'settings.manage',
    wholeTenant: true,
    audit: ['organisation.changed'],
    body: OrganisationPatch,
    response: Organisation,
  },
  getStorage: {
    method: 'GET',
    path: '/organisation/storage',
    tag: 'organisation',
    summary: 'What the database and the file store hold',
    permission: 'settings.manage',
    wholeTenant: true,
    response: Storage,
  },
  getMailServer: {
    method: 'GET',
    path: '/mail-server',
    tag: 'organisation',
    summary: 'Where mails go, and whether they arrive there',
    permission: 'settings.manage',
    wholeTenant: true,
    response: MailServer,
  },
  sendTestMail: {
    method: 'POST',
    path: '/mail-server/test',
    tag: 'organisation',
    summary: 'Send a mail to myself',
    permission: 'settings.manage',
    wholeTenant: true,
    audit: ['mail.tested'],
  },
} as const satisfies Record<string, Operation>
