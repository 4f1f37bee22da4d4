import { commandPermission } from '../../../packages/server/src/contract/command-permissions.ts'
import { operations } from '../../../packages/server/src/contract/index.ts'
import { child, children, entryOf, fieldOf, nameOf, type Syntax, textOf, within } from './syntax.ts'

/** A question about permissions: one of them, or whether some kind of command that is only known later may be sent. */
export type Guard = string

/** Asks for the kind of command that is then sent. */
export const SEND_OF_KIND = 'send of its kind'

/** What the parts of a screen ask for, by the names that `May` and `useMay` give to the ways of asking. */
function asked(way: string, about: Syntax | undefined): readonly Guard[] {
  const text = textOf(about)
  switch (way) {
    case 'send':
      if (text !== undefined) return [commandPermission(text)]
      // A part that asks for its own `send`: what its user wrote there counts.
      return nameOf(about) === 'send' || nameOf(about && child(about, 'property')) === 'send' ? [] : [SEND_OF_KIND]
    case 'call':
      return text === undefined ? [] : [permissionOf(text)]
    case 'have':
      return text === undefined ? permissionsLike(about) : [text]
    default:
      return []
  }
}

export function permissionOf(operation: string): string {
  const known: Readonly<Record<string, { readonly permission: string } | undefined>> = operations
  const permission = known[operation]?.permission
  if (permission === undefined) throw new Error(`There is no operation ${operation}`)
  return permission
}

/** `${kind}.write`: the permission of whatever the kind is. */
function permissionsLike(about: Syntax | undefined): readonly Guard[] {
  if (about?.type !== 'TemplateLiteral') return []
  return [...within(about)].flatMap((part) => {
    const { cooked } = (part['value'] ?? {}) as { readonly cooked?: string }
    return part.type === 'TemplateElement' && cooked?.startsWith('.') === true ? [`*${cooked}`] : []
  })
}

/** What a single node asks, whatever stands below it. */
function guardsAt(node: Syntax): readonly Guard[] {
  if (node.type === 'CallExpression') {
    const callee = child(node, 'callee')
    const [about] = fieldOf(node, 'arguments')
    if (isMay(callee)) return asked('have', about)
    if (callee?.type !== 'MemberExpression' || !isMay(child(callee, 'object'))) return []
    return asked(nameOf(child(callee, 'property')) ?? '', about)
  }
  if (node.type === 'JSXOpeningElement') {
    return fieldOf(node, 'attributes').flatMap((attribute) => {
      const [name, value] = entryOf(attribute) ?? ['', undefined]
      return name === 'have' || name === 'send' || name === 'call' ? asked(name, value) : []
    })
  }
  if (node.type === 'MemberExpression') {
    const member = nameOf(child(node, 'property'))
    if (member === 'isPlatformOwner') return ['tenants.manage']
    // Handed over as it is: `kinds.filter(may.send)`.
    return member === 'send' && isMay(child(node, 'object')) ? [SEND_OF_KIND] : []
  }
  return []
}

/** `may` or `useMay()`. */
function isMay(node: Syntax | undefined): boolean {
  return nameOf(node) === 'may' || (node?.type === 'CallExpression' && nameOf(child(node, 'callee')) === 'useMay')
}

/** Every node but the `may.send` of a call of it, which the call itself says better. */
function* questions(node: Syntax): Generator<Syntax> {
  yield node
  for (const [field, below] of children(node)) {
    if (field !== 'callee' || !isMay(child(below, 'object'))) yield* questions(below)
  }
}

/** What an expression asks, also by variables that hold an answer. */
export function guardsIn(node: Syntax, variables: ReadonlyMap<string, readonly Guard[]>): readonly Guard[] {
  return [...questions(node)].flatMap((each) => [
    ...guardsAt(each),
    ...(each.type === 'Identifier' ? (variables.get(nameOf(each) ?? '') ?? []) : []),
  ])
}

/** Variables of a function that hold an answer: `const canManage = may('people.manage')`. */
export function answersIn(node: Syntax): ReadonlyMap<string, readonly Guard[]> {
  const answers = new Map<string, readonly Guard[]>()
  for (const each of within(node)) {
    if (each.type !== 'VariableDeclarator') continue
    const name = nameOf(child(each, 'id'))
    const guards = children(each).flatMap(([field, below]) => (field === 'init' ? guardsIn(below, answers) : []))
    if (name !== undefined && guards.length > 0) answers.set(name, guards)
  }
  return answers
}

const IMPORTS = ['stations.write', 'sites.write', 'tokens.write']

/** Whether whoever passes a guard has a permission. */
export function implies(guard: Guard, permission: string): boolean {
  if (guard === permission) return true
  if (guard.startsWith('*')) return permission.endsWith(guard.slice(1)) || permission === 'records.import'
  if (permission === 'records.import') return IMPORTS.includes(guard)
  if (permission === 'stations.command') return guard === SEND_OF_KIND || guard.startsWith('commands.')
  return guard === SEND_OF_KIND && (permission.startsWith('commands.') || permission === 'customers.read')
}
