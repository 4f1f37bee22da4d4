import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SOURCE = join(import.meta.dirname, '../..')

/** Sides where CSS knows starts and ends: right-to-left readers would see them on the wrong side. */
const PHYSICAL_CSS = [
  /(?<![\w-])(left|right)(?![\w-])/,
  /(?<![\w-])(margin|padding|border|scroll-margin|scroll-padding)-(left|right)/,
  /(?<![\w-])border-(top|bottom)-(left|right)-radius/,
  /translateX\(/,
  // Four values of which the two sides differ.
  /(?<![\w-])(margin|padding|inset|border-width|border-color|border-style):\s*\S+\s+(\S+)\s+\S+\s+(?!\2;)\S+;/,
]
const PHYSICAL_TSX = [
  /(?<![\w-])(margin|padding|border)(Left|Right)(?!\w)/,
  /textAlign: '(left|right)'/,
  /(?<=[{,]\s*)(left|right):/,
  /\.style\.(left|right)\b/,
  // Mantine's short properties; its `ms`, `me`, `ps` and `pe` are the logical ones.
  /\s(ml|mr|pl|pr|left|right)=[{"]/,
  /\sta="(left|right)"/,
]

/** Lines that speak of sides without a `physical: why` on them or on the line before. */
function physicalLines(file: string, source: string): string[] {
  const patterns = file.endsWith('.css') ? PHYSICAL_CSS : PHYSICAL_TSX
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    if (/^\s*(\/\*|\*|\/\/)/.test(line)) return []
    if (/physical: \S/.test(line) || /physical: \S/.test(lines[index - 1] ?? '')) return []
    return patterns.some((pattern) => pattern.test(line)) ? [`${file}:${index + 1}: ${line.trim()}`] : []
  })
}

test('nothing is placed by left and right', () => {
  const files = globSync('**/*.{css,tsx}', { cwd: SOURCE })
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap((file) => physicalLines(file, readFileSync(join(SOURCE, file), 'utf8')))).toEqual([])
})

test.each([
  ['a.css', '  margin-left: 4px;'],
  ['a.css', '  text-align: right;'],
  ['a.css', '  left: 0;'],
  ['a.css', '  padding: 1px 2px 3px 4px;'],
  ['a.css', '  border-top-left-radius: 4px;'],
  ['a.tsx', "  <p style={{ marginRight: 4, textAlign: 'left' }} />"],
  ['a.tsx', '  <Group ml="md" />'],
  ['a.tsx', '  element.style.left = `4px`'],
])('%s: %s would be noticed', (file, line) => {
  expect(physicalLines(file, line)).toHaveLength(1)
})

test('a side with a reason may stay', () => {
  expect(physicalLines('a.css', '  /* physical: time runs so */\n  left: 0;')).toEqual([])
  expect(physicalLines('a.css', '  padding: 1px 2px 3px 2px;\n  margin-inline-start: 4px;')).toEqual([])
})
