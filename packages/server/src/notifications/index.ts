export { startTelling } from './jobs.ts'
export { noticeListener } from './notices.ts'
export { notificationHandlers } from './handlers.ts'
export { openPushKeys, type PushKeys } from './web-push.ts'
