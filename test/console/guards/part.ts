import { commandPermission } from '../../../packages/server/src/contract/command-permissions.ts'
import { operations } from '../../../packages/server/src/contract/index.ts'
import { type Around, aroundBelow, aroundBody } from './around.ts'
import { commandKinds } from './command-kinds.ts'
import { type Guard, permissionOf } from './guard.ts'
import { functionOf, isFunction, isNothing, type Scope, scopeOf } from './scope.ts'
import { child, children, entryOf, fieldOf, nameOf, type Syntax, textOf, textsIn, within } from './syntax.ts'

/** Something that happens when its unit does, if it was asked for and what else is needed has happened too. */
export interface Site {
  readonly unit: string
  readonly guards: readonly Guard[]
  /** All of these, each by one of its names. */
  readonly after: readonly (readonly string[])[]
  readonly leads: Lead
}

/**
 * To another unit; to a file that is fetched later; to a screen; or to a call or command. Forwarded: all that another
 * part uses of what it is handed is handed to this one.
 */
export type Lead =
  | { readonly kind: 'unit' | 'file' | 'screen'; readonly to: string }
  | { readonly kind: 'forward'; readonly from: string }
  | { readonly kind: 'need'; readonly permission: string; readonly what: string }

export interface PartContext {
  /** `file#name` of the part. */
  readonly id: string
  /** The part that a name of this file stands for. */
  readonly resolve: (name: string) => string | undefined
  /** What a table that is kept elsewhere asks of its entries. */
  readonly entryGuards: (part: string, entry: string) => readonly Guard[]
}

/** What a mutation says about itself without being set off. */
const REPORTS = new Set(['isPending', 'isError', 'isSuccess', 'error', 'data', 'variables', 'status', 'reset'])

/** Everything that may happen within a declaration at the top of a file. */
export function sitesOf(syntax: Syntax, context: PartContext): readonly Site[] {
  const { id, resolve } = context
  const scope = scopeOf(syntax, (name) => resolve(name) !== undefined)
  const sites: Site[] = []
  const add = ({ unit, guards, after }: Around, leads: Lead) => sites.push({ unit, guards, after, leads })
  const toUnit = (around: Around, to: string) => add(around, { kind: 'unit', to })

  const visitName = (name: string, around: Around) => {
    const { hook, field } = scope.fromHooks.get(name) ?? {}
    const state = scope.setters.get(name)
    if (hook !== undefined) toUnit(around, `${resolve(hook)}>${field}`)
    else if (state !== undefined) for (const value of ['', '*']) toUnit(around, `${id}/${state}=${value}`)
    else if (scope.later.has(name)) toUnit(around, `${id}/${name}`)
    else if (scope.params.has(name)) toUnit(around, `${id}(${scope.params.get(name)})`)
    else {
      const part = resolve(name)
      if (part !== undefined) toUnit(around, part)
    }
  }

  const visit = (node: Syntax, around: Around): void => {
    const set = setTo(node, scope)
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') visitName(nameOf(node) ?? '', around)
    else if (set !== undefined) for (const to of set) toUnit(around, `${id}/${to}`)
    else if (node.type !== 'MemberExpression' || !visitMember(node, around)) visitBelow(node, around)
  }

  const visitBelow = (node: Syntax, around: Around): void => {
    if (node.type === 'JSXSpreadAttribute') return
    if (node.type === 'JSXOpeningElement') forward(node, around)
    const hook = node.type === 'CallExpression' ? nameOf(child(node, 'callee')) : undefined
    // What is not given a name is used where it stands: `useScreens().filter(…)`.
    if (hook?.startsWith('use') === true && !scope.named.has(node)) toUnit(around, `${resolve(hook)}>*`)
    const leads = leadOf(node)
    for (const lead of leads) add(around, lead)
    const local = laterLocal(node, scope)
    for (const [field, below] of children(node)) {
      if (isOnlyAName(node, field) || takesApart(node, field, scope)) continue
      if (local !== undefined && field === 'init') visit(below, { unit: `${id}/${local}`, guards: [], after: [] })
      else visit(below, aroundBelow({ node, field, below, around, scope, context }))
    }
  }

  /** `<Row {...props} />` */
  const forward = (opening: Syntax, around: Around) => {
    const from = resolve(nameOf(child(opening, 'name')) ?? '')
    for (const spread of fieldOf(opening, 'attributes').filter(({ type }) => type === 'JSXSpreadAttribute')) {
      const given = child(spread, 'argument')
      const isAll = /^\d$/.test(scope.params.get(nameOf(given) ?? '') ?? '')
      if (isAll && from !== undefined) add(around, { kind: 'forward', from })
      else if (given !== undefined) visit(given, around)
    }
  }

  /** `save.isPending` sets nothing off, `props.onSave` is one of what is handed in. */
  const visitMember = (node: Syntax, around: Around): boolean => {
    const object = nameOf(child(node, 'object'))
    const member = nameOf(child(node, 'property')) ?? ''
    if (object === undefined || node['computed'] === true) return false
    const from = scope.fromHooks.get(object)
    if ((scope.later.has(object) || from !== undefined) && REPORTS.has(member)) return true
    if (from?.field === '*' && !member.startsWith('mutate')) {
      toUnit(around, `${resolve(from.hook)}>${member}`)
      return true
    }
    if (!/^\d$/.test(scope.params.get(object) ?? '')) return false
    toUnit(around, `${id}(${member})`)
    return true
  }

  const start: Around = { unit: id, guards: [], after: [] }
  for (const [state, value] of scope.filled) for (const as of ['', value]) toUnit(start, `${id}/${state}=${as}`)
  const body = functionOf(syntax)
  if (body === undefined) visit(syntax, start)
  else {
    for (const below of fieldOf(body, 'body')) {
      visit(below, aroundBody({ node: body, field: 'body', below, around: start, scope, context }))
    }
  }
  return sites
}

function leadOf(node: Syntax): readonly Lead[] {
  if (node.type === 'ImportExpression') return [{ kind: 'file', to: textOf(child(node, 'source')) ?? '' }]
  if (node.type === 'CallExpression') {
    return nameOf(child(node, 'callee')) === 'call' ? callNeeds(node) : commandNeeds(node)
  }
  const [name, value] = entryOf(node) ?? ['', undefined]
  const screen = name === 'to' ? (textOf(value) ?? startOfTemplate(value)) : undefined
  return screen === undefined ? [] : [{ kind: 'screen', to: screen }]
}

function callNeeds(node: Syntax): readonly Lead[] {
  const ids = textsIn(fieldOf(node, 'arguments')[0]).filter((id) => Object.hasOwn(operations, id))
  return ids.map((what) => ({ kind: 'need', permission: permissionOf(what), what }))
}

/** `send({ request: { kind: 'reset' } })`: a command whose kind stands there. */
function commandNeeds(node: Syntax): readonly Lead[] {
  const objects = fieldOf(node, 'arguments').flatMap((argument) => [...ownObjects(argument)])
  return objects.flatMap((object) => {
    const kind = fieldOf(object, 'properties')
      .map(entryOf)
      .find((entry) => entry?.[0] === 'kind')?.[1]
    const kinds = textsIn(kind).filter((each) => commandKinds.has(each))
    return kinds.map((what) => ({ kind: 'need', permission: commandPermission(what), what }) as const)
  })
}

/** Objects of an argument that are handed over as they are. */
function* ownObjects(node: Syntax): Generator<Syntax> {
  if (node.type !== 'ObjectExpression') return
  yield node
  for (const property of fieldOf(node, 'properties'))
    for (const value of fieldOf(property, 'value')) yield* ownObjects(value)
}

/** `/sessions/${id}` as the screen it leads to: everything below that address. */
function startOfTemplate(value: Syntax | undefined): string | undefined {
  const first = value === undefined ? undefined : [...within(value)].find(({ type }) => type === 'TemplateElement')
  const { cooked } = (first?.['value'] ?? {}) as { readonly cooked?: string }
  return cooked === undefined ? undefined : `${cooked}$`
}

function laterLocal(node: Syntax, scope: Scope): string | undefined {
  const name = node.type === 'VariableDeclarator' ? nameOf(child(node, 'id')) : undefined
  return name !== undefined && scope.later.has(name) ? name : undefined
}

/** Names of fields, attributes and new variables are no uses of what is called alike; neither is what effects depend on. */
function isOnlyAName(node: Syntax, field: string): boolean {
  if (node.type === 'MemberExpression') return field === 'property' && node['computed'] !== true
  if (node.type === 'Property') return field === 'key' && node['computed'] !== true
  if (node.type === 'VariableDeclarator') return field === 'id'
  if (isFunction(node)) return field === 'params' || field === 'id'
  return node.type === 'JSXAttribute' && field === 'name'
}

/** `const { onSave } = props`: what is taken out counts where it is used. */
function takesApart(node: Syntax, field: string, scope: Scope): boolean {
  if (node.type !== 'VariableDeclarator' || field !== 'init' || child(node, 'id')?.type !== 'ObjectPattern')
    return false
  return scope.params.has(nameOf(child(node, 'init')) ?? '')
}

/** What is known of a state once it is set to a word: `setDialog('reset')`; nothing happens by `setDialog(null)`. */
function setTo(node: Syntax, scope: Scope): readonly string[] | undefined {
  if (node.type !== 'CallExpression') return undefined
  const state = scope.setters.get(nameOf(child(node, 'callee')) ?? '')
  const [value] = fieldOf(node, 'arguments')
  if (state === undefined) return undefined
  if (isNothing(value)) return []
  const word = textOf(value)
  return word === undefined ? undefined : [`${state}=`, `${state}=${word}`]
}
