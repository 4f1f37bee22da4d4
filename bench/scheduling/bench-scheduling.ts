import { benchAllocator } from './bench-allocator.ts'
import { benchPlanning } from './bench-planning.ts'

/** Every figure of the scheduler beside its limit. Returns whether all are held. */
export async function benchScheduling(): Promise<boolean> {
  const isAllocatorHeld = await benchAllocator()
  return (await benchPlanning()) && isAllocatorHeld
}
