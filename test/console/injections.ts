import type { SeededRandom } from '../fuzz/seeded-random.ts'

/** Short enough for every field, and markup wherever it is not text. */
export const MARK = '<b id=pwn>x'
/** A host that is not ours. Nothing may ever be asked of it. */
export const FOREIGN_HOST = 'foreign.invalid'

/** Texts that would run, call home, command or deceive if anything took them for more than text. */
const INJECTIONS: readonly string[] = [
  '<img src=x onerror=pwn=1>',
  '<svg/onload=pwn=1>',
  '"><svg/onload=pwn=1>',
  "'onmouseover='pwn=1",
  '<script>pwn=1</script>',
  `<img src=//${FOREIGN_HOST}/>`,
  `<iframe src=//${FOREIGN_HOST}></iframe>`,
  `<link rel=stylesheet href=//${FOREIGN_HOST}/x>`,
  `<style>@import'//${FOREIGN_HOST}/x'</style>`,
  `<a href="javascript:pwn=1">here</a>`,
  'javascript:pwn=1',
  `<base href=//${FOREIGN_HOST}/>`,
  '<form><button formaction=javascript:pwn=1>',
  '{{constructor.constructor("pwn=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template engine would run.
  '${pwn=1}#{7*7}',
  `=HYPERLINK("http://${FOREIGN_HOST}","x")`,
  '@SUM(1+1)*cmd|x!A0',
  '+1+1',
  '-1+1',
  '\t=1+1',
  '\r\n{"level":30,"msg":"admin signed in"}',
  '\u001b[2J\u001b[31mred',
  '\u009b31m',
  '\u202eevil\u202c',
  '\u2067evil\u2069',
  'a\u0000b',
  '\ud800',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  `a${'\u0301\u0336\u20dd'.repeat(3000)}`,
]

/** Writes hostile text of at most so many characters, most of it the mark. */
export function hostileText(random: SeededRandom): (longest: number) => string {
  return (longest) => (random.chance(0.5) ? MARK : random.pick(INJECTIONS)).slice(0, longest)
}
