const LONGEST_SIDE = 2000
const QUALITY = 0.85

export interface ReadPicture {
  /** A data: address of a JPEG. */
  readonly picture: string
  readonly width: number
  readonly height: number
}

/** Any picture the browser can read, made small enough to be kept; what else the file says (place, camera) is left out. */
export async function readPicture(file: File): Promise<ReadPicture> {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('The browser draws no pictures')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return { picture: canvas.toDataURL('image/jpeg', QUALITY), width: canvas.width, height: canvas.height }
}
