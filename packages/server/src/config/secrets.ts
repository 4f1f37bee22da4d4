import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/** A secret value that prints as `[secret]` in logs, JSON and the debugger; `reveal()` is the only way out. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}

/** Reads a secret from the file that `NAME_FILE` points at; one trailing line break is not part of the secret. */
export function readSecretFile(
  settingName: string,
  path: string,
): { ok: true; text: string } | { ok: false; reason: string } {
  try {
    return { ok: true, text: readFileSync(path, 'utf8').replace(/\r?\n$/, '') }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `${settingName}_FILE points at a file that cannot be read: ${cause}` }
  }
}
