/** Collects the reasons why this process should get no traffic now. */
export interface Readiness {
  /** `check` returns a sentence while its part is not ready. */
  add(part: string, check: () => string | undefined): void
  /** Sentence by part; empty when ready. */
  reasons(): Record<string, string>
}

export function createReadiness(): Readiness {
  const checks = new Map<string, () => string | undefined>()
  return {
    add: (part, check) => {
      checks.set(part, check)
    },
    reasons: () =>
      Object.fromEntries(
        [...checks].flatMap(([part, check]) => {
          const reason = check()
          return reason === undefined ? [] : [[part, reason]]
        }),
      ),
  }
}
