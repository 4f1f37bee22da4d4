import type { SourceFile } from './boundaries.ts'

const LONGEST_FILE = 500
/** Files that may be longer, each with its reason. */
const LONGER: ReadonlyMap<string, string> = new Map()
const EMPTY_NAMES = /(^|[/.-])(utils?|helpers?|common|manager|misc)([/.-]|$)/i

/** One sentence for every file that breaks a rule about size or name. */
export function findHouseBreaks(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = countLines(text)
    return [
      ...(lines > LONGEST_FILE && !LONGER.has(path) ? [`${path} has ${lines} lines; ${LONGEST_FILE} is the most`] : []),
      ...(EMPTY_NAMES.test(path) ? [`${path} has a name that says nothing about its content`] : []),
    ]
  })
}

/** How long the files are: middle, ninth tenth and longest. */
export function describeSizes(files: readonly SourceFile[]): string {
  const sizes = files.map((file) => countLines(file.text)).sort((a, b) => a - b)
  const at = (share: number) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0
  return `${sizes.length} files; lines: median ${at(0.5)}, 90 % ≤ ${at(0.9)}, longest ${at(1)}`
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}
