import { WebSocket } from 'ws'

export interface Connecting {
  readonly port: number
  /** Path after `/ocpp/`, or all of it when it starts with a slash. */
  readonly target: string
  readonly subprotocols?: readonly string[]
  readonly user?: string
  readonly password?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly compressed?: boolean
}

/** How a handshake was refused. */
export interface Refused {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly body: string
}

/** A station that does only what a test tells it to. */
export class TestStation {
  readonly socket: WebSocket
  readonly received: unknown[][] = []
  /** Answers calls of the CSMS; unset, they stay unanswered. */
  onCall: ((action: string, payload: unknown, messageId: string) => void) | undefined
  closeCode: number | undefined
  /** Extensions as negotiated, with their parameters. */
  extensions = ''
  #waiters: (() => void)[] = []
  #nextId = 1

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => this.#onMessage(String(data)))
    socket.on('close', (code) => {
      this.closeCode = code
      this.#wake()
    })
    socket.on('error', () => this.#wake())
    socket.on('upgrade', ({ headers }) => {
      this.extensions = headers['sec-websocket-extensions'] ?? ''
    })
  }

  static async connect(options: Connecting): Promise<TestStation> {
    const outcome = await TestStation.attempt(options)
    if (outcome instanceof TestStation) return outcome
    throw new Error(`the handshake was refused with ${outcome.status}`)
  }

  static attempt({ port, target, subprotocols = ['ocpp1.6'], ...options }: Connecting): Promise<TestStation | Refused> {
    const headers: Record<string, string> = { ...options.headers }
    if (options.password !== undefined) headers['authorization'] = basic(options.user ?? target, options.password)
    const url = `ws://127.0.0.1:${port}${target.startsWith('/') ? target : `/ocpp/${target}`}`
    const socket = new WebSocket(url, [...subprotocols], { headers, perMessageDeflate: options.compressed === true })
    const station = new TestStation(socket)
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(station))
      socket.once('error', reject)
      socket.once('unexpected-response', (_, response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += String(chunk)
        })
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body })
        })
      })
    })
  }

  /** Sends a CALL and resolves with its answer frame. */
  async call(action: string, payload: unknown, messageId = `m${this.#nextId++}`): Promise<unknown[]> {
    this.socket.send(JSON.stringify([2, messageId, action, payload]))
    return this.answerTo(messageId)
  }

  /** The payload of a CALL's result; throws on an error. */
  async result(action: string, payload: unknown): Promise<Record<string, unknown>> {
    const frame = await this.call(action, payload)
    if (frame[0] !== 3) throw new Error(`${action} was answered ${JSON.stringify(frame)}`)
    return frame[2] as Record<string, unknown>
  }

  answerTo(messageId: string): Promise<unknown[]> {
    return this.until(() => this.received.find((frame) => frame[0] !== 2 && frame[1] === messageId))
  }

  boot(): Promise<Record<string, unknown>> {
    if (this.socket.protocol === 'ocpp1.6' || this.socket.protocol === '') {
      return this.result('BootNotification', { chargePointVendor: 'Vendor', chargePointModel: 'Model' })
    }
    return this.result('BootNotification', {
      reason: 'PowerUp',
      chargingStation: { vendorName: 'Vendor', model: 'Model' },
    })
  }

  answer(messageId: string, payload: unknown): void {
    this.socket.send(JSON.stringify([3, messageId, payload]))
  }

  /** Resolves with the close code. */
  closed(): Promise<number> {
    return this.until(() => this.closeCode)
  }

  /** Resolves once the look-up finds something, tried after every frame; rejects when the socket closes first. */
  async until<Found>(look: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      if (this.closeCode !== undefined) throw new Error(`the socket closed with ${this.closeCode}`)
      await new Promise<void>((resolve) => this.#waiters.push(resolve))
    }
  }

  #onMessage(text: string): void {
    const frame: unknown = JSON.parse(text)
    if (!Array.isArray(frame)) throw new Error(`no frame: ${text}`)
    this.received.push(frame)
    if (frame[0] === 2) this.onCall?.(frame[2], frame[3], frame[1])
    this.#wake()
  }

  #wake(): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const wake of waiters) wake()
  }
}

export function basic(user: string, password: string | Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(`${user}:`), Buffer.from(password)])
  return `Basic ${bytes.toString('base64')}`
}

/** Polls until the look-up gives something other than undefined or false. */
export async function eventually<Found>(look: () => Promise<Found | undefined | false>): Promise<Found> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it did not happen within twenty seconds')
}
