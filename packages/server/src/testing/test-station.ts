import { WebSocket } from 'ws'

type Json = Readonly<Record<string, unknown>>

/** A station of few words: it boots, answers what it is told to answer, and keeps what it heard. */
export interface TestStation {
  call(action: string, payload: Json): Promise<Json>
  /** A SEND of 2.1, which is not answered. */
  send(action: string, payload: Json): void
  /** What it answers to a call of ours; undefined leaves it unanswered. */
  onCall(answer: (action: string, payload: Json) => Json | undefined): void
  readonly heard: { readonly action: string; readonly payload: Json }[]
  /** Resolves with the code when the server closes the socket. */
  readonly closed: Promise<number>
  close(): void
}

export interface TestStationOptions {
  readonly url: string
  readonly identity: string
  readonly password?: string
  /** PEM: what it trusts, and its own certificate with its key. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string }
  readonly headers?: Readonly<Record<string, string>>
  readonly subprotocol?: 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1'
}

/** Connects a station with its credentials; rejects when it is not let in. */
export async function connectTestStation(options: TestStationOptions): Promise<TestStation> {
  const { url, identity, password, subprotocol = 'ocpp1.6', tls = {}, headers = {} } = options
  const socket = new WebSocket(`${url}/${encodeURIComponent(identity)}`, [subprotocol], {
    ...tls,
    headers,
    ...(password === undefined ? {} : { auth: `${identity}:${password}` }),
  })
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const waiting = new Map<string, (payload: Json) => void>()
  const heard: { action: string; payload: Json }[] = []
  let answerTo: (action: string, payload: Json) => Json | undefined = () => ({ status: 'Accepted' })
  let nextId = 1
  socket.on('message', (data) => {
    const [type, id, ...rest] = JSON.parse(String(data))
    if (type === 2) {
      heard.push({ action: rest[0], payload: rest[1] })
      const answer = answerTo(rest[0], rest[1])
      if (answer !== undefined) socket.send(JSON.stringify([3, id, answer]))
    } else {
      waiting.get(id)?.(type === 3 ? rest[0] : { error: rest[0], description: rest[1] })
      waiting.delete(id)
    }
  })
  return {
    heard,
    closed,
    call: (action, payload) =>
      new Promise((resolve) => {
        const id = String(nextId++)
        waiting.set(id, resolve)
        socket.send(JSON.stringify([2, id, action, payload]))
      }),
    send: (action, payload) => socket.send(JSON.stringify([6, String(nextId++), action, payload])),
    onCall: (answer) => {
      answerTo = answer
    },
    close: () => socket.close(),
  }
}

export const BOOT_16 = { chargePointVendor: 'Norrvolt', chargePointModel: 'Duo 22' } as const
