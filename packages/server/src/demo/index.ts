export { type DemoOptions, startDemo } from './demo.ts'
export { createDemoClock } from './demo-clock.ts'
