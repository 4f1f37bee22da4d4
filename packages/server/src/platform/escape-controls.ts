/**
 * Writes out what commands a terminal, ends a line unseen or turns a text around, as JSON writes it: `\u202e`. Text of a
 * station, or of a file from anywhere, may do none of that. Line ends stay.
 */
export function escapeControls(text: string): string {
  return replaceControls(text, escaped)
}

/** Puts something else in the place of each such character. */
export function replaceControls(text: string, replacement: (character: string) => string): string {
  return text.replace(/[^\P{C}\n]/gu, replacement)
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
