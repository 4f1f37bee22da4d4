/**
 * Words of a language that compiles without all of them: what is missing falls back to English when it is shown.
 * `messages.test.ts` fails and names it.
 */
export type Words<English> = Readonly<Partial<Record<keyof English, string>>>
