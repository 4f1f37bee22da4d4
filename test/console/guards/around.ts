import { type Guard, guardsIn } from './guard.ts'
import type { PartContext } from './part.ts'
import type { Scope } from './scope.ts'
import { isNothing } from './scope.ts'
import { child, children, entryOf, fieldOf, nameOf, type Syntax, textOf, within } from './syntax.ts'

/** What must be granted, and what must have happened, for a node to be drawn or done. */
export interface Around {
  readonly unit: string
  readonly guards: readonly Guard[]
  readonly after: readonly (readonly string[])[]
  /** The part of ours that gets the object that this node is. */
  readonly given?: { readonly part: string; readonly place: number } | undefined
}

interface Step {
  readonly node: Syntax
  readonly field: string
  readonly below: Syntax
  readonly around: Around
  readonly scope: Scope
  readonly context: PartContext
}

const WITH_DEPENDENCIES = /^use(Memo|Callback|Effect|LayoutEffect)$/

/** The surroundings of a child of a node. */
export function aroundBelow(step: Step): Around {
  const { node, field, below, around, context } = step
  const part = context.id.split('#')[1] ?? ''
  const guards = [...guardsAround(step), ...context.entryGuards(part, entryOf(node)?.[0] ?? '')]
  const after = [...statesAround(step), ...handedTo(step), ...returned(step)]
  const isGiven = node.type === 'CallExpression' && field === 'arguments' && below.type === 'ObjectExpression'
  const taker = isGiven ? context.resolve(nameOf(child(node, 'callee')) ?? '') : undefined
  const given = taker === undefined ? undefined : { part: taker, place: fieldOf(node, 'arguments').indexOf(below) }
  if (guards.length + after.length === 0 && given === around.given) return around
  return { ...around, guards: [...around.guards, ...guards], after: [...around.after, ...after], given }
}

/** The surroundings of a function's body: `if (!may.send(kind)) return null` goes before all of it. */
export function aroundBody(step: Step): Around {
  const { below, around, scope } = step
  const early = fieldOf(below, 'body').flatMap((statement) => {
    if (statement.type !== 'IfStatement' || !fieldOf(statement, 'consequent').some(returns)) return []
    return fieldOf(statement, 'test').flatMap((test) => guardsIn(test, scope.answers))
  })
  return { ...around, guards: [...around.guards, ...early], after: [...around.after, ...returned(step)] }
}

function returns(node: Syntax): boolean {
  return [...within(node)].some(({ type }) => type === 'ReturnStatement')
}

function guardsAround({ node, field, scope: { answers } }: Step): readonly Guard[] {
  const asked = (of: string) => fieldOf(node, of).flatMap((each) => guardsIn(each, answers))
  switch (node.type) {
    case 'ConditionalExpression':
    case 'IfStatement':
      return field === 'test' ? [] : asked('test')
    case 'LogicalExpression':
      return field === 'right' ? asked('left') : []
    case 'JSXElement':
      return fieldOf(node, 'openingElement').flatMap((opening) =>
        guardsIn({ ...opening, attributes: askingAttributes(opening) }, answers),
      )
    case 'ObjectExpression':
      return fieldOf(node, 'properties').flatMap((property) => {
        const [key, value] = entryOf(property) ?? ['', undefined]
        const permission = key === 'permission' ? textOf(value) : undefined
        if (permission !== undefined) return [permission]
        return key === 'enabled' && value !== undefined ? guardsIn(value, answers) : []
      })
    default:
      return []
  }
}

function askingAttributes(opening: Syntax): readonly Syntax[] {
  return fieldOf(opening, 'attributes').filter((each) => /^(have|send|call)$/.test(entryOf(each)?.[0] ?? ''))
}

/** States that must have been set: of an alternative, and of a dialog that is handed one. */
function statesAround({ node, field, scope, context: { id } }: Step): readonly (readonly string[])[] {
  const groups = (states: readonly (readonly string[])[]) => states.map((each) => each.map((state) => `${id}/${state}`))
  if (node.type === 'ConditionalExpression' || node.type === 'IfStatement') {
    const test = child(node, 'test')
    if (field === 'test') return []
    return groups(field === 'consequent' ? whenTrue(test, scope) : whenFalse(test, scope))
  }
  if (node.type === 'LogicalExpression' && field === 'right') {
    const test = child(node, 'left')
    return groups(node['operator'] === '&&' ? whenTrue(test, scope) : whenFalse(test, scope))
  }
  const opening = node.type === 'JSXElement' ? child(node, 'openingElement') : undefined
  if (opening === undefined || nameOf(child(opening, 'name'))?.endsWith('Dialog') !== true) return []
  return groups(nonEmpty(openedBy(opening, scope)))
}

/** `opened={dialog === 'reset'}`, or what it is about: `file={deleted}`, `site={open === 'edit' ? site : null}`. */
function openedBy(opening: Syntax, scope: Scope): readonly string[] {
  const entries = fieldOf(opening, 'attributes').flatMap((attribute) => {
    const [name = '', value] = entryOf(attribute) ?? []
    const given = value === undefined ? undefined : child(value, 'expression')
    return given === undefined ? [] : [{ name, given }]
  })
  const opened = entries.find(({ name }) => name === 'opened')
  const about = opened === undefined ? entries.filter(({ given }) => given.type === 'Identifier') : [opened]
  const chosen = opened === undefined ? entries.filter(({ given }) => isNothing(child(given, 'alternate'))) : []
  return [
    ...about.flatMap(({ given }) => statesIn(given, scope)),
    ...chosen.flatMap(({ given }) => whenTrue(child(given, 'test'), scope).flat()),
  ]
}

/** States that are set when a test holds: `x`, `x !== null`, `x === 'reset'`, each of `x && y`. */
function whenTrue(test: Syntax | undefined, scope: Scope): readonly (readonly string[])[] {
  if (test?.type === 'ParenthesizedExpression') return whenTrue(child(test, 'expression'), scope)
  if (test?.type === 'LogicalExpression' && test['operator'] === '&&') {
    return [...whenTrue(child(test, 'left'), scope), ...whenTrue(child(test, 'right'), scope)]
  }
  return isPlainTest(test) && !isOfNothing(test) ? nonEmpty(statesIn(test, scope)) : []
}

/** States that are set when it does not: `!x`, `x === null`, each of `x || y`. */
function whenFalse(test: Syntax | undefined, scope: Scope): readonly (readonly string[])[] {
  if (test?.type === 'ParenthesizedExpression') return whenFalse(child(test, 'expression'), scope)
  if (test?.type === 'LogicalExpression' && test['operator'] === '||') {
    return [...whenFalse(child(test, 'left'), scope), ...whenFalse(child(test, 'right'), scope)]
  }
  return isPlainTest(test) && isOfNothing(test) ? nonEmpty(statesIn(test, scope)) : []
}

function nonEmpty(names: readonly string[]): readonly (readonly string[])[] {
  return names.length === 0 ? [] : [names]
}

/** States that an expression is about: `dialog=` for any value, `dialog=reset` and `dialog=*` for a word. */
function statesIn(tree: Syntax | undefined, scope: Scope): readonly string[] {
  if (tree === undefined) return []
  const states = new Set(scope.setters.values())
  const word = tree.type === 'BinaryExpression' ? textOf(child(tree, 'right')) : undefined
  if (word !== undefined) {
    const state = nameOf(child(tree, 'left'))
    return state !== undefined && states.has(state) ? [`${state}=${word}`, `${state}=*`] : []
  }
  const name = tree.type === 'Identifier' ? nameOf(tree) : undefined
  if (name !== undefined) return states.has(name) ? [`${name}=`] : []
  return children(tree).flatMap(([, below]) => statesIn(below, scope))
}

/** `x`, `x !== null`, `x === 'reset'`, `x === null`, `!x`. */
function isPlainTest(test: Syntax | undefined): boolean {
  if (test?.type === 'Identifier' || test?.type === 'UnaryExpression') return true
  return test?.type === 'BinaryExpression' && /^[!=]==$/.test(String(test['operator']))
}

function isOfNothing(test: Syntax | undefined): boolean {
  if (test?.type === 'UnaryExpression') return test['operator'] === '!'
  if (test?.type !== 'BinaryExpression') return false
  return isNothing(child(test, 'right')) === (test['operator'] === '===')
}

/** What is handed to a part of ours happens when that part uses it. */
function handedTo({ node, field, below, around, context: { resolve } }: Step): readonly (readonly string[])[] {
  if (node.type === 'JSXOpeningElement' && field === 'attributes') {
    const part = resolve(nameOf(child(node, 'name')) ?? '')
    const name = entryOf(below)?.[0]
    return part === undefined || name === undefined || /^(have|send|call|to)$/.test(name)
      ? []
      : [[`${part}(${name})`, `${part}(0)`]]
  }
  if (node.type === 'ObjectExpression' && around.given !== undefined) {
    const name = entryOf(below)?.[0]
    return name === undefined ? [] : [[`${around.given.part}(${name})`, `${around.given.part}(${around.given.place})`]]
  }
  if (node.type !== 'CallExpression' || field !== 'arguments') return []
  const callee = nameOf(child(node, 'callee')) ?? ''
  const place = fieldOf(node, 'arguments').indexOf(below)
  if (WITH_DEPENDENCIES.test(callee) && place === 1) return [['never']]
  const part = resolve(callee)
  return part === undefined || below.type === 'ObjectExpression' ? [] : [[`${part}(${place})`]]
}

/** What a hook returns happens when its caller uses it: field by field, where it returns an object. */
function returned({ node, below, scope, context: { id } }: Step): readonly (readonly string[])[] {
  if (!/#use[A-Z]/.test(id)) return []
  if (scope.returned.has(below) && below.type !== 'ObjectExpression') return [[`${id}>*`]]
  return scope.returned.has(node) && node.type === 'ObjectExpression'
    ? [[`${id}>${entryOf(below)?.[0] ?? '*'}`, `${id}>*`]]
    : []
}
