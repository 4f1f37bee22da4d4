import { MyNotifications, NotificationSettings, PushDeviceInput } from '../notifications.ts'
import type { Operation } from '../operation.ts'
import { uuid } from './params.ts'

/** What the caller wants to be told of, and how. */
export const notificationOperations = {
  getMyNotifications: {
    method: 'GET',
    path: '/me/notifications',
    tag: 'me',
    summary: 'What you are told of, and how',
    permission: 'accounts.self',
    response: MyNotifications,
  },
  setMyNotifications: {
    method: 'PUT',
    path: '/me/notifications',
    tag: 'me',
    summary: 'Choose what you are told of, and how',
    permission: 'accounts.self',
    audit: 'notPrivileged',
    body: NotificationSettings,
    response: MyNotifications,
  },
  addPushDevice: {
    method: 'POST',
    path: '/me/push-devices',
    tag: 'me',
    summary: 'Have notifications sent to this browser',
    permission: 'accounts.self',
    audit: 'notPrivileged',
    body: PushDeviceInput,
    response: MyNotifications,
    status: 201,
  },
  removePushDevice: {
    method: 'DELETE',
    path: '/me/push-devices/:id',
    tag: 'me',
    summary: 'Send no more notifications to a browser',
    permission: 'accounts.self',
    audit: 'notPrivileged',
    params: uuid,
  },
  testMyNotifications: {
    method: 'POST',
    path: '/me/notifications/test',
    tag: 'me',
    summary: 'Send yourself a notification by every way that is set up',
    permission: 'accounts.self',
    audit: 'notPrivileged',
  },
} as const satisfies Record<string, Operation>
