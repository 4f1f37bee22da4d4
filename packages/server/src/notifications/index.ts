export { notificationHandlers } from './handlers.ts'
export { startTelling } from './jobs.ts'
export { noticeListener } from './notices.ts'
export { openPushKeys, type PushKeys } from './web-push.ts'
