import { answersIn, type Guard } from './guard.ts'
import { child, children, fieldOf, nameOf, type Syntax, textOf, within } from './syntax.ts'

/** What the names inside a part stand for. */
export interface Scope {
  /** Handed in: name to what the part's callers call it. */
  readonly params: ReadonlyMap<string, string>
  /** Functions and mutations: nothing happens before they are used. */
  readonly later: ReadonlySet<string>
  /** Names to the hook that they come from and the field of what it returns, `*` for all of it. */
  readonly fromHooks: ReadonlyMap<string, { readonly hook: string; readonly field: string }>
  /** Calls of hooks whose results have such names. */
  readonly named: ReadonlySet<Syntax>
  /** Setter to its state. */
  readonly setters: ReadonlyMap<string, string>
  /** States that hold something from the start, and the word if it is one. */
  readonly filled: ReadonlyMap<string, string>
  readonly answers: ReadonlyMap<string, readonly Guard[]>
  /** What the part's own function returns. */
  readonly returned: ReadonlySet<Syntax>
}

/** `isOwn` says whether a name is of this console rather than of a library. */
export function scopeOf(syntax: Syntax, isOwn: (name: string) => boolean): Scope {
  const params = paramsOf(functionOf(syntax))
  const later = new Set<string>()
  const fromHooks = new Map<string, { hook: string; field: string }>()
  const named = new Set<Syntax>()
  const setters = new Map<string, string>()
  const filled = new Map<string, string>()
  for (const node of within(syntax)) {
    if (node.type !== 'VariableDeclarator' || node === syntax) continue
    const [id, init] = [child(node, 'id'), child(node, 'init')]
    const name = nameOf(id)
    const called = init?.type === 'CallExpression' ? (nameOf(child(init, 'callee')) ?? '') : ''
    if (isFunction(init) || called === 'useMutation' || called === 'useCallback') {
      if (name !== undefined) later.add(name)
    } else if (called === 'useState') {
      const [state, setter] = id === undefined ? [] : fieldOf(id, 'elements').map(nameOf)
      if (state === undefined || setter === undefined) continue
      setters.set(setter, state)
      const [first] = init === undefined ? [] : fieldOf(init, 'arguments')
      if (!isNothing(first)) filled.set(state, textOf(first) ?? '*')
    } else if (called.startsWith('use') && isOwn(called)) {
      if (init !== undefined) named.add(init)
      if (name !== undefined) fromHooks.set(name, { hook: called, field: '*' })
      for (const [field, local] of id === undefined ? [] : fieldsOf(id)) fromHooks.set(local, { hook: called, field })
    } else if (params.has(nameOf(init) ?? '') && id !== undefined) {
      for (const [field, local] of fieldsOf(id)) params.set(local, field)
    }
  }
  return {
    params,
    later,
    fromHooks,
    named,
    setters,
    filled,
    answers: answersIn(syntax),
    returned: new Set(returnedBy(functionOf(syntax))),
  }
}

/** The expressions that a function returns, those of functions within it left out. */
function returnedBy(made: Syntax | undefined): readonly Syntax[] {
  const body = made === undefined ? undefined : child(made, 'body')
  if (body === undefined) return []
  return body.type === 'BlockStatement' ? [...ownReturns(body)] : [unwrapped(body)]
}

function* ownReturns(node: Syntax): Generator<Syntax> {
  if (isFunction(node)) return
  if (node.type === 'ReturnStatement') for (const value of fieldOf(node, 'argument')) yield unwrapped(value)
  for (const [, below] of children(node)) yield* ownReturns(below)
}

function unwrapped(node: Syntax): Syntax {
  return node.type === 'ParenthesizedExpression' ? (child(node, 'expression') ?? node) : node
}

/** A parameter is called by its place; what is taken out of it, by its name. */
function paramsOf(syntax: Syntax | undefined): Map<string, string> {
  const params = new Map<string, string>()
  if (syntax === undefined) return params
  for (const [place, param] of fieldOf(syntax, 'params').entries()) {
    const plain = param.type === 'AssignmentPattern' ? (child(param, 'left') ?? param) : param
    const name = nameOf(plain)
    if (name !== undefined) params.set(name, String(place))
    for (const [field, local] of fieldsOf(plain)) params.set(local, field === '*' ? String(place) : field)
  }
  return params
}

/** Field and local name of what a pattern takes out of an object. */
function fieldsOf(pattern: Syntax): readonly (readonly [field: string, local: string])[] {
  if (pattern.type !== 'ObjectPattern') return []
  return fieldOf(pattern, 'properties').flatMap((property) => {
    if (property.type === 'RestElement') return [['*', nameOf(child(property, 'argument')) ?? ''] as const]
    const value = child(property, 'value')
    const local = value?.type === 'AssignmentPattern' ? child(value, 'left') : value
    const field = nameOf(child(property, 'key'))
    const name = nameOf(local)
    return field === undefined || name === undefined ? [] : [[field, name] as const]
  })
}

/** The function that a declaration makes, also inside `lazy(…)` and the like. */
export function functionOf(syntax: Syntax): Syntax | undefined {
  if (isFunction(syntax)) return syntax
  return syntax.type === 'VariableDeclarator' && isFunction(child(syntax, 'init')) ? child(syntax, 'init') : undefined
}

export function isFunction(node: Syntax | undefined): boolean {
  return node !== undefined && /^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
}

/** Null, undefined, false, an empty text, or nothing at all. */
export function isNothing(node: Syntax | undefined): boolean {
  if (node === undefined || nameOf(node) === 'undefined') return true
  return node.type === 'Literal' && (node['value'] === null || node['value'] === false || textOf(node) === '')
}
