import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundaryOf, FormError, type FormFile, firstFileOf } from './multipart.ts'

async function* pieces(body: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}

async function read(body: Buffer, boundary: string, size = 7) {
  const files: FormFile[] = []
  const content: Buffer[] = []
  for await (const piece of firstFileOf(pieces(body, size), boundary, (file) => files.push(file))) content.push(piece)
  return { files, content: Buffer.concat(content) }
}

const form = (content: Buffer, boundary: string) =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n`),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="a \\"b\\".log"\r\n`),
    Buffer.from('Content-Type: text/plain\r\n\r\n'),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])

test('whatever the content, and wherever the pieces end, the file comes out as it went in', async () => {
  // Content that is full of things like boundaries.
  const content = fc
    .array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('\r\n', '--', '\r\n--X', '\r\n--XY', 'XYZ')))
    .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part))))
    .filter((bytes) => !bytes.includes('\r\n--XYZ'))
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
      const found = await read(form(bytes, 'XYZ'), 'XYZ', size)
      expect(found.content.equals(bytes)).toBe(true)
      expect(found.files).toEqual([{ name: 'a "b".log', contentType: 'text/plain' }])
    }),
  )
})

describe('a broken form', () => {
  test.each([
    ['that ends early', '--B\r\nContent-Disposition: form-data; filename="a"\r\n\r\nabc'],
    ['without a boundary', 'just some text'],
    ['without a file', '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc\r\n--B--\r\n'],
    ['with headers without end', `--B\r\n${'x'.repeat(20_000)}`],
    ['that is empty', ''],
  ])('%s is refused', async (_, text) => {
    await expect(read(Buffer.from(text), 'B')).rejects.toBeInstanceOf(FormError)
  })

  test('never does more than refuse', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 300 }), async (text) => {
        await read(Buffer.from(`--B\r\n${text}`), 'B').catch((error: unknown) =>
          expect(error).toBeInstanceOf(FormError),
        )
      }),
    )
  })
})

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b:c"', 'a b:c'],
  ['multipart/form-data', undefined],
  ['multipart/mixed; boundary=abc', undefined],
  ['multipart/form-data; boundary="a\r\nb"', undefined],
  [`multipart/form-data; boundary=${'a'.repeat(71)}`, undefined],
  [undefined, undefined],
])('the boundary of %j is %j', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary)
})
