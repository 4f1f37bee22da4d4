import type { z } from 'zod'

/** One setting: how it is explained, defaulted (as text, through the same parser) and parsed. */
export interface Setting {
  readonly description: string
  /** `undefined` means "not set". */
  readonly default: string | undefined
  readonly parser: z.ZodType<unknown, string>
  /** Secrets may come from a file named by `NAME_FILE` and are never shown. */
  readonly secret?: true
}
