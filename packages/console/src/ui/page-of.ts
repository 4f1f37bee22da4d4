/** One page of a list read by cursor. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor?: string | undefined
  readonly total?: number | undefined
}
