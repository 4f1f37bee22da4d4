import { hash, verify } from '@node-rs/argon2'

/** Argon2id: 19 MiB, two passes, one lane (the first choice of the OWASP password storage guidance). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** How many hashes are worked on at once: each takes a core and its memory. */
const AT_ONCE = 2

/** Hashes and checks passwords, a few at a time so that guessing cannot starve the stations. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Checks against the stored hash; without one it takes as long and is false. */
  verify(password: string, storedHash: string | undefined): Promise<boolean>
}

export async function createPasswords(): Promise<Passwords> {
  const inTurn = limitAtOnce(AT_ONCE)
  // Nobody's password: what a sign-in with an unknown address is checked against.
  const nobody = await hash(crypto.randomUUID(), COST)
  return {
    hash: (password) => inTurn(() => hash(password, COST)),
    async verify(password, storedHash) {
      const matches = await inTurn(() => verify(storedHash ?? nobody, password))
      return matches && storedHash !== undefined
    },
  }
}

/** Runs at most `limit` pieces of work at once; the others wait in order. */
function limitAtOnce(limit: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
