export type { Bus, Message, Payload, Reply, Subscription } from './bus.ts'
export { InProcessBus } from './in-process-bus.ts'
export { subjectOf } from './subject.ts'
