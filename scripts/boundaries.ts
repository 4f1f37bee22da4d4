/** A part of the repository and what of our own code it may import. The table is the architecture. */
interface Area {
  readonly folder: string
  /** Areas, and single files of areas. */
  readonly mayImport: readonly string[]
  /** When set: the files through which other folders of the server enter. */
  readonly faces?: readonly string[]
  /** When set: the only packages of others that it may import. */
  readonly packages?: readonly string[]
}

const SERVER = 'packages/server/src'

/**
 * The capability folders of the server. Each uses the platform, the contract and the faces of the others: what they
 * do (index.ts), and the shapes and pure rules that are spoken across modules, which have a file of their own.
 */
const MODULE_FACES: Readonly<Record<string, readonly string[]>> = {
  events: ['index.ts'],
  webhooks: ['index.ts'],
  notifications: ['index.ts'],
  gateway: ['index.ts', 'live.ts', 'credentials.ts', 'redaction.ts', 'sealed-json.ts', 'journal/failure.ts'],
  stations: [
    'index.ts',
    'ids.ts',
    'state.ts',
    'change.ts',
    'decision.ts',
    'condition.ts',
    'queries.ts',
    'inbox/index.ts',
    'responder.ts',
    'file-exchange.ts',
    'runs/stations-of-run.ts',
    'commands/queries.ts',
    'commands/own-command.ts',
  ],
  sessions: ['index.ts', 'queries.ts', 'session.ts', 'event-body.ts', 'effective-time.ts', 'meter-series.ts'],
  access: ['index.ts', 'authorize.ts', 'queries.ts', 'local-list/index.ts'],
  bookings: ['index.ts'],
  payments: ['index.ts', 'vat-number.ts'],
  tariffs: ['index.ts'],
  billing: ['index.ts'],
  energy: ['index.ts'],
  accounts: ['index.ts', 'actor.ts'],
  mail: ['index.ts'],
  organisation: ['index.ts'],
  'import-export': ['index.ts'],
  network: ['index.ts'],
  privacy: ['index.ts'],
  files: ['index.ts'],
  maintenance: ['index.ts'],
  certificates: ['index.ts'],
  security: ['index.ts', 'log/event-types.ts'],
  tenants: ['index.ts', 'directory.ts'],
}

/** What only tests may import. */
const TEST_SUPPORT = `${SERVER}/testing`

/** Tests may have simulated stations talk to the server. */
function isForTests(target: string): boolean {
  return isInside(TEST_SUPPORT, target) || isInside('packages/simulator', target)
}

const MODULES = Object.keys(MODULE_FACES).map((name) => `${SERVER}/${name}`)
/** How a route is written: handlers, cursors, instants. Modules build on it; it knows who may call. */
const API = `${SERVER}/api`
const FOUNDATION = [`${SERVER}/platform`, `${SERVER}/config`, `${SERVER}/contract`, 'packages/ocpp', 'packages/pricing']
const MODULE_IMPORTS = [...FOUNDATION, API, ...MODULES]

export const areas: readonly Area[] = [
  { folder: 'packages/ocpp', mayImport: [] },
  { folder: 'packages/pricing', mayImport: [], packages: ['temporal-polyfill'] },
  { folder: 'packages/scheduling', mayImport: [], packages: ['highs', 'node:worker_threads'] },
  { folder: 'packages/simulator', mayImport: ['packages/ocpp'] },
  { folder: 'packages/console', mayImport: [`${SERVER}/contract`] },
  { folder: `${SERVER}/contract`, mayImport: [], packages: ['zod'] },
  { folder: `${SERVER}/config`, mayImport: [] },
  { folder: `${SERVER}/platform`, mayImport: [`${SERVER}/config`] },
  { folder: API, mayImport: MODULE_IMPORTS },
  ...Object.entries(MODULE_FACES).map(
    ([name, faces]): Area => ({ folder: `${SERVER}/${name}`, mayImport: MODULE_IMPORTS, faces }),
  ),
  // The worth of a change is reckoned with the same parts that decide who charges when.
  { folder: `${SERVER}/analytics`, mayImport: [...MODULE_IMPORTS, 'packages/scheduling'], faces: ['index.ts'] },
  { folder: `${SERVER}/demo`, mayImport: [...MODULE_IMPORTS, 'packages/simulator', `${SERVER}/app.ts`] },
  // The whole server for tests, and a station to talk to it.
  { folder: TEST_SUPPORT, mayImport: ['packages'] },
  // The composition root: it builds the program from everything.
  { folder: SERVER, mayImport: ['packages'] },
  { folder: 'bench', mayImport: ['packages', 'test'] },
  { folder: 'test', mayImport: ['packages', 'bench'] },
  { folder: 'scripts', mayImport: ['packages'] },
]

/** Our packages as they are imported by name. */
const PACKAGES: Readonly<Record<string, string>> = {
  '@stationmaster/ocpp': 'packages/ocpp',
  '@stationmaster/pricing': 'packages/pricing',
  '@stationmaster/scheduling': 'packages/scheduling',
  '@stationmaster/simulator': 'packages/simulator',
  '@stationmaster/simulator/testing': 'packages/simulator',
  '@stationmaster/server/contract': `${SERVER}/contract`,
  '@stationmaster/server/contract/command-permissions': `${SERVER}/contract`,
  '@stationmaster/server/contract/csv': `${SERVER}/contract`,
  '@stationmaster/server': SERVER,
  '@stationmaster/console': 'packages/console',
}

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly text: string
}

const IMPORT =
  /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;(])import\s*\(?\s*['"]([^'"]+)['"]/g

/** One sentence for every import that crosses a border it may not cross. */
export function findBorderBreaks(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const area = areaOf(file.path)
    if (area === undefined) return []
    return importsOf(file.text).flatMap((wanted) => {
      const reason = refusal(file.path, area, wanted)
      return reason === undefined ? [] : [`${file.path} imports ${wanted}: ${reason}`]
    })
  })
}

function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
}

function refusal(path: string, area: Area, wanted: string): string | undefined {
  const target = resolve(path, wanted)
  if (target === undefined) return refusalOfPackage(path, area, wanted)
  const targetArea = areaOf(target)
  if (targetArea === undefined || targetArea.folder === area.folder) return undefined
  if (isTest(path) && isForTests(target)) return undefined
  const isAllowed = area.mayImport.some((one) => target === one || targetArea.folder === one || isInside(one, target))
  if (!isAllowed) return `${area.folder} may not import ${targetArea.folder}`
  const isFace = targetArea.faces?.some((face) => target === `${targetArea.folder}/${face}`) ?? true
  const isHeldToFaces = area.folder.startsWith(`${SERVER}/`) && !isTest(path)
  if (isFace || !isHeldToFaces) return undefined
  return `other folders use ${targetArea.folder} through ${targetArea.faces?.join(', ')}`
}

function refusalOfPackage(path: string, area: Area, wanted: string): string | undefined {
  if (area.packages === undefined || isTest(path)) return undefined
  return area.packages.includes(wanted) ? undefined : `${area.folder} may import only ${area.packages.join(', ')}`
}

/** The path in the repository that an import means; `undefined` for somebody else's package. */
function resolve(from: string, wanted: string): string | undefined {
  if (!wanted.startsWith('.')) return PACKAGES[wanted]
  const parts = from.split('/').slice(0, -1)
  for (const step of wanted.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}

/** The area with the longest folder name around a path. */
function areaOf(path: string): Area | undefined {
  const around = areas.filter((area) => isInside(area.folder, path))
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /\/(fixtures|testing)\//.test(path)
}
