/** What the first file of a form is called, and of which type it says it is. */
export interface FormFile {
  readonly name: string | undefined
  readonly contentType: string | undefined
}

/** What goes wrong while a form is read; the sentence is for the sender. */
export class FormError extends Error {}

const MOST_HEADER_BYTES = 8192
const MOST_PARTS = 20
const CRLF = Buffer.from('\r\n')
const BLANK_LINE = Buffer.from('\r\n\r\n')
/** RFC 2046 §5.1.1. */
const BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/

/** The boundary of a multipart/form-data body; undefined for another type. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !/^multipart\/form-data\s*;/i.test(contentType)) return undefined
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? bare
  return boundary !== undefined && BOUNDARY.test(boundary) ? boundary : undefined
}

/**
 * Reads the content of the first file in a form (RFC 7578) piece by piece, holding back never more than a boundary's
 * length. Throws a FormError when the form has no file or ends before its boundary.
 */
export async function* firstFileOf(
  body: AsyncIterable<Buffer>,
  boundary: string,
  onFile: (file: FormFile) => void,
): AsyncGenerator<Buffer> {
  const reader = new Reader(body, boundary)
  await reader.skipPreamble()
  for (let part = 0; part < MOST_PARTS; part++) {
    const headers = await reader.headers()
    if (headers === undefined) break
    const file = fileOf(headers)
    if (file !== undefined) onFile(file)
    for await (const piece of reader.content()) if (file !== undefined) yield piece
    if (file !== undefined) return
  }
  throw new FormError('The form holds no file.')
}

function fileOf(headers: string): FormFile | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? ''
  const [, quoted, bare] = /;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(disposition) ?? []
  const name = quoted?.replace(/\\(.)/g, '$1') ?? bare
  const contentType = /^content-type:\s*(.*?)\s*$/im.exec(headers)?.[1]
  // A part with a type of its own is content, also where the sender has forgotten to name it.
  return name === undefined && contentType === undefined ? undefined : { name, contentType }
}

class Reader {
  readonly #source: AsyncIterator<Buffer>
  readonly #mark: Buffer
  #held: Buffer

  constructor(body: AsyncIterable<Buffer>, boundary: string) {
    this.#source = body[Symbol.asyncIterator]()
    this.#mark = Buffer.from(`\r\n--${boundary}`)
    // The first boundary may stand at the very beginning, where no line ends before it.
    this.#held = CRLF
  }

  async skipPreamble(): Promise<void> {
    for await (const _ of this.content());
  }

  /** The headers of the part that begins here; undefined after the last boundary. */
  async headers(): Promise<string | undefined> {
    while (this.#held.length < 2) await this.#more()
    if (this.#held.subarray(0, 2).toString() === '--') return undefined
    for (;;) {
      const end = this.#held.indexOf(BLANK_LINE)
      if (end > MOST_HEADER_BYTES || (end < 0 && this.#held.length > MOST_HEADER_BYTES)) {
        throw new FormError('The headers of a part of the form are too long.')
      }
      if (end >= 0) {
        const text = this.#held.subarray(0, end).toString('utf8')
        this.#held = this.#held.subarray(end + BLANK_LINE.length)
        return text
      }
      await this.#more()
    }
  }

  /** Everything up to the next boundary, which is taken away. */
  async *content(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(this.#mark)
      if (at >= 0) {
        if (at > 0) yield this.#held.subarray(0, at)
        this.#held = this.#held.subarray(at + this.#mark.length)
        return
      }
      const sure = this.#held.length - this.#mark.length + 1
      if (sure > 0) {
        yield this.#held.subarray(0, sure)
        this.#held = this.#held.subarray(sure)
      }
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#source.next()
    if (done === true) throw new FormError('The form ends before its last boundary.')
    this.#held = Buffer.concat([this.#held, value])
  }
}
