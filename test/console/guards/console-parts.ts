import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Guard } from './guard.ts'
import { type Site, sitesOf } from './part.ts'
import { child, entryOf, fieldOf, nameOf, parse, type Syntax, textOf, within } from './syntax.ts'

const SOURCE = join(import.meta.dirname, '../../../packages/console/src')

/** `file#name` of a part. */
export type PartId = string

export interface ConsoleParts {
  /** By the unit that they happen in; what they lead to is found. */
  readonly sites: ReadonlyMap<string, readonly FoundSite[]>
  /** The screens that are there without a link. */
  readonly entrances: readonly PartId[]
}

export interface FoundSite extends Omit<Site, 'leads'> {
  /** A unit, or a call or command with the permission that it needs. */
  readonly leads: string | Extract<Site['leads'], { kind: 'need' | 'forward' }>
}

interface SourceFile {
  readonly parts: ReadonlyMap<string, Syntax>
  /** Local name to the part it is imported from. */
  readonly imports: ReadonlyMap<string, PartId>
}

/** Tables of screens, and where their permissions stand. */
const TABLES = [
  ['tabBodies', 'stations/station-tab.ts', 'tabPermissions'],
  ['bodies', 'certificates/certificates-page.tsx', 'viewPermissions'],
] as const

/** Name to text of every file of the console that draws or calls something. */
export type Sources = ReadonlyMap<string, string>

export function readSources(): Sources {
  const names = globSync('**/*.{ts,tsx}', { cwd: SOURCE }).filter(
    (name) => !/\.test\.|\/testing\/|\/i18n\/..\//.test(name),
  )
  return new Map(names.map((name) => [name, readFileSync(join(SOURCE, name), 'utf8')]))
}

export function partsOf(sources: Sources): ConsoleParts {
  const syntax = (name: string) => parsed(name, sources.get(name) ?? '')
  const tables = new Map<string, ReadonlyMap<string, string>>(
    TABLES.map(([of, file, table]) => [of, tablePermissions(syntax(file), table)]),
  )
  const entryGuards = (part: string, entry: string): readonly Guard[] => {
    const permission = tables.get(part)?.get(entry)
    return permission === undefined ? [] : [permission]
  }
  const files = new Map([...sources.keys()].map((name) => [name, fileOf(name, syntax(name))]))
  const screens = screensOf(syntax('app/router.tsx'))
  const found = [...files].flatMap(([name, file]) =>
    [...file.parts].flatMap(([part, declaration]) => {
      const context = { id: `${name}#${part}`, resolve: (local: string) => resolve(name, file, local), entryGuards }
      const places = { files, screens, file: name, picks: picksOf(declaration) }
      return sitesOf(declaration, context).flatMap((site) =>
        targetsOf(places, site).map((leads) => ({ ...site, leads })),
      )
    }),
  )
  return { sites: Map.groupBy([...found, ...forwarded(found)], ({ unit }) => unit), entrances: entrancesOf(screens) }
}

/** Where a part hands on all that it is handed, it uses what the other one uses. */
function forwarded(found: readonly FoundSite[]): readonly FoundSite[] {
  const forwards = found.flatMap(({ unit, leads }) =>
    typeof leads !== 'string' && leads.kind === 'forward' ? [{ to: unit.split('/')[0] ?? unit, from: leads.from }] : [],
  )
  const used = new Set(found.flatMap(({ leads }) => (typeof leads === 'string' ? leads : [])))
  const added: FoundSite[] = []
  // Grows while it is walked, for those that hand on what was handed on.
  for (const unit of used) {
    for (const { from, to } of forwards) {
      if (!unit.startsWith(`${from}(`)) continue
      const leads = `${to}${unit.slice(from.length)}`
      used.add(leads)
      added.push({ unit, guards: [], after: [], leads })
    }
  }
  return added
}

/** The part that a name of a file stands for. Routes refer to their parents, which lead nowhere. */
function resolve(name: string, file: SourceFile, local: string): PartId | undefined {
  const imported = file.imports.get(local)
  const declared = file.parts.get(local)
  if (imported !== undefined || declared === undefined) return imported
  const made = child(declared, 'init')
  const isRoute = made !== undefined && /^create(Root)?Route/.test(nameOf(child(made, 'callee')) ?? '')
  return isRoute ? undefined : `${name}#${local}`
}

/** Trees of files that were parsed before: a test looks at the same console many times, with one file changed. */
const trees = new Map<string, readonly Syntax[]>()

function parsed(name: string, source: string): readonly Syntax[] {
  const key = `${name}\n${source}`
  const known = trees.get(key)
  if (known !== undefined) return known
  const tree = parse(name, source)
  trees.set(key, tree)
  return tree
}

function fileOf(name: string, body: readonly Syntax[]): SourceFile {
  const imports = body.filter(({ type }) => type === 'ImportDeclaration').flatMap((each) => importsOf(name, each))
  return { imports: new Map(imports), parts: new Map(declarations(body)) }
}

function importsOf(name: string, declaration: Syntax): readonly (readonly [string, PartId])[] {
  const from = textOf(child(declaration, 'source')) ?? ''
  if (!from.startsWith('.')) return []
  const file = join(dirname(name), from)
  return fieldOf(declaration, 'specifiers').map((specifier) => [
    nameOf(child(specifier, 'local')) ?? '',
    `${file}#${nameOf(child(specifier, 'imported')) ?? 'default'}`,
  ])
}

/** Functions, classes and constants at the top of a file. */
function declarations(body: readonly Syntax[]): readonly (readonly [string, Syntax])[] {
  return body.flatMap((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? (child(statement, 'declaration') ?? statement) : statement
    const each = declared.type === 'VariableDeclaration' ? fieldOf(declared, 'declarations') : [declared]
    return each.flatMap((one) => {
      const name = nameOf(child(one, 'id'))
      return name === undefined || one.type.startsWith('TS') ? [] : [[name, one] as const]
    })
  })
}

function tablePermissions(body: readonly Syntax[], table: string): ReadonlyMap<string, string> {
  const [, syntax] = declarations(body).find(([name]) => name === table) ?? []
  if (syntax === undefined) throw new Error(`There is no table ${table}`)
  const entries = [...within(syntax)].flatMap((node) => {
    const [key, value] = entryOf(node) ?? ['', undefined]
    const permission = textOf(value)
    return permission === undefined ? [] : [[key, permission] as const]
  })
  return new Map(entries)
}

/** Address of each screen to the route that shows it. */
function screensOf(router: readonly Syntax[]): ReadonlyMap<string, PartId> {
  const routes = declarations(router).flatMap(([name, syntax]) => {
    const path = [...within(syntax)].map(entryOf).find((entry) => entry?.[0] === 'path')?.[1]
    const address = textOf(path)
    return address === undefined ? [] : [[address, `app/router.tsx#${name}`] as const]
  })
  if (routes.length < 20) throw new Error('The routes of the console were not found')
  return new Map(routes)
}

function entrancesOf(screens: ReadonlyMap<string, PartId>): readonly PartId[] {
  const first = screens.get('/')
  if (first === undefined) throw new Error('There is no first screen')
  return [first, 'app/shell/shell.tsx#Shell']
}

interface Places {
  readonly files: ReadonlyMap<string, SourceFile>
  readonly screens: ReadonlyMap<string, PartId>
  readonly file: string
  readonly picks: ReadonlySet<string>
}

function targetsOf({ files, screens, file, picks }: Places, { leads }: Site): readonly FoundSite['leads'][] {
  switch (leads.kind) {
    case 'need':
    case 'forward':
      return [leads]
    case 'unit':
      return [leads.to]
    case 'screen': {
      const { to } = leads
      return [...screens].filter(([path]) => (to.endsWith('$') ? path.startsWith(to) : path === to)).map(([, id]) => id)
    }
    case 'file': {
      const fetched = join(dirname(file), leads.to)
      const names = [...(files.get(fetched)?.parts.keys() ?? [])]
      return names.filter((name) => picks.has(name)).map((name) => `${fetched}#${name}`)
    }
  }
}

/** `(await import('./a.tsx')).A` and `lazyRouteComponent(() => import('./a.tsx'), 'A')` want A. */
function picksOf(syntax: Syntax): ReadonlySet<string> {
  return new Set(
    [...within(syntax)].flatMap((node) => {
      if (node.type === 'Literal') return textOf(node) ?? []
      return node.type === 'MemberExpression' ? (nameOf(child(node, 'property')) ?? []) : []
    }),
  )
}
