export type { CommandEnded, InboxEntry, InboxItem } from './entry.ts'
export { isFollowedUp } from './follow-up.ts'
export { INBOX_SUBJECT, startInbox } from './inbox.ts'
export { type InboxReader, onAnswer, onReport } from './reader.ts'
