import { MOST_LOGO_BYTES } from '@stationmaster/server/contract'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** The server looks at this too. */
export const MOST_LOGO_PIXELS = 2048

export type ReadLogo =
  | { readonly kind: 'read'; readonly address: string }
  | { readonly kind: 'refused'; readonly rule: 'kind' | 'size' | 'pixels' }

/** A picture from the reader's disk as the API takes it, or the rule that it breaks. */
export async function readLogo(file: File): Promise<ReadLogo> {
  const bytes = new Uint8Array(await file.slice(0, MOST_LOGO_BYTES + 1).arrayBuffer())
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) return { kind: 'refused', rule: 'kind' }
  if (file.size > MOST_LOGO_BYTES) return { kind: 'refused', rule: 'size' }
  const address = `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
  const image = new Image()
  image.src = address
  try {
    await image.decode()
  } catch {
    return { kind: 'refused', rule: 'kind' }
  }
  const fits = Math.max(image.naturalWidth, image.naturalHeight) <= MOST_LOGO_PIXELS
  return fits ? { kind: 'read', address } : { kind: 'refused', rule: 'pixels' }
}
