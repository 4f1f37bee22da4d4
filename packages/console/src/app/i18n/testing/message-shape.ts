import { createIntl, type MessageFormatElement } from 'react-intl'

/** What a message asks of whoever fills it in. */
export interface Shape {
  /** Everything that is filled in, counts and choices included. */
  readonly names: ReadonlySet<string>
  /** Choices by the words of a machine: name → its options, sorted. */
  readonly selects: ReadonlyMap<string, string>
  readonly plurals: readonly { readonly name: string; readonly options: readonly string[] }[]
}

const LITERAL = 0
const intl = createIntl({ locale: 'en' })

export function shapeOf(message: string): Shape {
  const names = new Set<string>()
  const selects = new Map<string, string>()
  const plurals: Shape['plurals'][number][] = []
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (!('value' in element) || Number(element.type) === LITERAL) continue
      names.add(element.value)
      if ('children' in element) visit(element.children)
      if (!('options' in element)) continue
      const options = Object.keys(element.options)
      if ('pluralType' in element) plurals.push({ name: element.value, options })
      else selects.set(element.value, options.sort().join(', '))
      for (const branch of Object.values(element.options)) visit(branch.value)
    }
  }
  visit(intl.formatters.getMessageFormat(message, 'en').getAst())
  return { names, selects, plurals }
}
