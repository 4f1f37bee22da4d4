/** Opens the command palette from anywhere; `text` is what it starts with. */
export const paletteRequests = new EventTarget()

export class PaletteRequest extends Event {
  readonly text: string
  constructor(text: string) {
    super('open')
    this.text = text
  }
}

export function openPalette(text = ''): void {
  paletteRequests.dispatchEvent(new PaletteRequest(text))
}
