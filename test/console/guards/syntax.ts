import { parseSync } from 'vite'

/** A node of a syntax tree, as the parser gives it. */
export interface Syntax {
  readonly type: string
  readonly [field: string]: unknown
}

export function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

export function parse(file: string, source: string): readonly Syntax[] {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} is not to be parsed: ${errors[0]?.message}`)
  const body: readonly unknown[] = program.body
  return body.filter(isSyntax)
}

/** The nodes right below one, with the name of the field that holds them. Types are left out: they call nothing. */
export function children(node: Syntax): readonly (readonly [field: string, child: Syntax])[] {
  if (node.type.startsWith('TS')) return fieldOf(node, 'expression').map((child) => ['expression', child] as const)
  return Object.keys(node).flatMap((field) => fieldOf(node, field).map((child) => [field, child] as const))
}

export function fieldOf(node: Syntax, field: string): readonly Syntax[] {
  const value = node[field]
  return (Array.isArray(value) ? value : [value]).filter(isSyntax)
}

export function child(node: Syntax, field: string): Syntax | undefined {
  return fieldOf(node, field)[0]
}

/** Every node of a tree, itself first. */
export function* within(node: Syntax): Generator<Syntax> {
  yield node
  for (const [, below] of children(node)) yield* within(below)
}

export function nameOf(node: Syntax | undefined): string | undefined {
  return node !== undefined && typeof node['name'] === 'string' ? node['name'] : undefined
}

/** What stands between quotes, also as the only thing in braces. */
export function textOf(node: Syntax | undefined): string | undefined {
  if (node?.type === 'JSXExpressionContainer') return textOf(child(node, 'expression'))
  return node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined
}

/** All that stands between quotes in an expression, for those that choose between words. */
export function textsIn(node: Syntax | undefined): readonly string[] {
  if (node === undefined) return []
  return [...within(node)].flatMap((each) => textOf(each.type === 'Literal' ? each : undefined) ?? [])
}

/** Name and value of a property or attribute. */
export function entryOf(node: Syntax): readonly [name: string, value: Syntax | undefined] | undefined {
  if (node.type === 'JSXAttribute') return [nameOf(child(node, 'name')) ?? '', child(node, 'value')]
  if (node.type !== 'Property' || node['computed'] === true) return undefined
  const key = child(node, 'key')
  return [nameOf(key) ?? textOf(key) ?? '', child(node, 'value')]
}
