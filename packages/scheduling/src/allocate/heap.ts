/** Numbers 0 to n-1 by key, highest first. */
export interface Heap {
  readonly size: () => number
  readonly push: (item: number, key: number) => void
  readonly pop: () => number
  /** Key of the highest; `-Infinity` when empty. */
  readonly topKey: () => number
}

/** A binary heap for at most `capacity` items. */
export function openHeap(capacity: number): Heap {
  const items = new Int32Array(capacity)
  const keys = new Float64Array(capacity)
  let size = 0
  const keyAt = (index: number) => keys[index] ?? Number.NEGATIVE_INFINITY
  const place = (index: number, item: number, key: number) => {
    items[index] = item
    keys[index] = key
  }
  const push = (item: number, key: number) => {
    let index = size++
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (keyAt(parent) >= key) break
      place(index, items[parent] ?? 0, keyAt(parent))
      index = parent
    }
    place(index, item, key)
  }
  const pop = () => {
    const top = items[0] ?? 0
    size -= 1
    const item = items[size] ?? 0
    const key = keyAt(size)
    let index = 0
    for (let child = 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && keyAt(child + 1) > keyAt(child)) child += 1
      if (key >= keyAt(child)) break
      place(index, items[child] ?? 0, keyAt(child))
      index = child
    }
    place(index, item, key)
    return top
  }
  return { size: () => size, push, pop, topKey: () => (size === 0 ? Number.NEGATIVE_INFINITY : keyAt(0)) }
}
