export { type Clock, sleep, type Timer } from './clock.ts'
export { ManualClock } from './manual-clock.ts'
export { Rounds } from './rounds.ts'
export { systemClock } from './system-clock.ts'
