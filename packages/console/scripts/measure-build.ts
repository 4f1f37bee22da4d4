import { gzipSync } from 'node:zlib'

/** Most gzipped bytes: of what the first screen needs, and of any part that is fetched later. */
const KIB = 1024
const LIMITS = { firstScript: 180 * KIB, firstStyle: 20 * KIB, laterPart: 320 * KIB } as const

/** Manifest keys of the modules that the first screen cannot do without, in English. */
export const FIRST_SCREEN = ['index.html', 'src/now/now-page.tsx', 'src/app/i18n/messages.en.ts'] as const

interface ManifestChunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}
type Manifest = Readonly<Record<string, ManifestChunk>>

export interface BuildSizes {
  readonly firstScript: number
  readonly firstStyle: number
  readonly largestLater: { readonly file: string; readonly bytes: number }
}

/** Gzipped sizes of a build: `first` are the manifest keys of the modules that the first screen cannot do without. */
export function measureBuild(read: (path: string) => Buffer, first: readonly string[]): BuildSizes {
  // The build tool writes this file; its shape is the tool's promise.
  const manifest = JSON.parse(read('.vite/manifest.json').toString()) as Manifest
  const needed = closure(manifest, first)
  const size = (file: string) => gzipSync(read(file), { level: 9 }).length
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + size(file), 0)
  const files = (part: 'js' | 'css') =>
    new Set(needed.flatMap((chunk) => (part === 'js' ? [chunk.file] : (chunk.css ?? []))))
  const later = Object.values(manifest)
    .filter((chunk) => !needed.includes(chunk) && chunk.file.endsWith('.js'))
    .map((chunk) => ({ file: chunk.file, bytes: size(chunk.file) }))
  return {
    firstScript: sum([...files('js')].filter((file) => file.endsWith('.js'))),
    firstStyle: sum(files('css')),
    largestLater: later.reduce((most, part) => (part.bytes > most.bytes ? part : most), { file: '', bytes: 0 }),
  }
}

export function describeBudget(sizes: BuildSizes): { readonly text: string; readonly isKept: boolean } {
  const lines = [
    line('First screen, scripts', sizes.firstScript, LIMITS.firstScript),
    line('First screen, styles', sizes.firstStyle, LIMITS.firstStyle),
    line(`Largest part fetched later (${sizes.largestLater.file})`, sizes.largestLater.bytes, LIMITS.laterPart),
  ]
  return { text: lines.map(({ text }) => text).join(''), isKept: lines.every(({ isKept }) => isKept) }
}

function line(name: string, bytes: number, limit: number) {
  const isKept = bytes <= limit
  const kib = (value: number) => `${(value / KIB).toFixed(1)} KiB`
  return { isKept, text: `${isKept ? 'ok  ' : 'OVER'} ${name}: ${kib(bytes)} of ${kib(limit)} gzipped\n` }
}

/** The chunks of the given modules and everything they import at once. */
function closure(manifest: Manifest, keys: readonly string[]): ManifestChunk[] {
  const seen = new Map<string, ManifestChunk>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`The build has no part called ${key}`)
    if (seen.has(key)) return
    seen.set(key, chunk)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const key of keys) visit(key)
  return [...seen.values()]
}
