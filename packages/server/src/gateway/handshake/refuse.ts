import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 429 | 503
  readonly retryAfterS?: number
  /** Said beside the status, to those who look into the traffic of a station. */
  readonly sentence?: string
}

/** Answers an upgrade request with a plain HTTP status and ends the connection. The body tells the status, and a sentence where there is one. */
export function refuse(socket: Duplex, { status, retryAfterS, sentence }: Refusal): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const body = `${sentence ?? STATUS_CODES[status]}\n`
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain',
    `Content-Length: ${body.length}`,
  ]
  if (status === 401) headers.push('WWW-Authenticate: Basic realm="ocpp"')
  if (retryAfterS !== undefined) headers.push(`Retry-After: ${retryAfterS}`)
  socket.once('finish', () => socket.destroy())
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}
