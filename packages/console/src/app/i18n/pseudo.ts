const accents: Readonly<Record<string, string>> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ',
  n: 'ñ', o: 'ó', p: 'þ', q: 'ɋ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
} // biome-ignore format: a table reads better in rows

/**
 * Accents every letter of an ICU message that a reader would see and leaves its syntax alone. In ICU, text stands at
 * even brace depths (outside arguments, inside the branches of a plural or select) and syntax at odd ones.
 */
export function pseudoMessage(message: string): string {
  let depth = 0
  let shown = ''
  for (const character of message) {
    if (character === '{') depth += 1
    if (character === '}') depth -= 1
    shown += depth % 2 === 0 ? accent(character) : character
  }
  return shown
}

function accent(character: string): string {
  const accented = accents[character.toLowerCase()]
  if (accented === undefined) return character
  return character === character.toLowerCase() ? accented : accented.toUpperCase()
}
