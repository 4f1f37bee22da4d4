/** Colours the buttons of the page; with null they are ours again. */
export function showAccent(accent: string | null): void {
  const { style } = document.documentElement
  const shades = { '': accent, '-hover': accent && `color-mix(in srgb, ${accent} 88%, black)` }
  for (const [shade, color] of Object.entries(shades)) {
    style.setProperty(`--mantine-color-brand-filled${shade}`, color)
  }
}
