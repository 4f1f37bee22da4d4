import { systemClock } from '../clock/index.ts'
import { silentLogger } from '../logging/index.ts'
import { describeBus } from './bus-contract.ts'
import { InProcessBus } from './in-process-bus.ts'

describeBus('in one process', async () => {
  const bus = new InProcessBus({ clock: systemClock, logger: silentLogger })
  const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
  return { near: bus, far: bus, settle }
})
