import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP line to the test database that can be cut, and that can swallow the answer to a commit. */
export interface FaultyLine extends AsyncDisposable {
  /** The database's address through this line. */
  readonly connectionString: string
  /** Ends every connection and refuses new ones. */
  cut(): void
  mend(): void
  /** From the next statement whose text or name has the marker on, forwards it but drops the connection instead of its answer. */
  loseAnswerTo(marker: string): void
  /** Answers that were swallowed. */
  readonly lost: number
}

export async function openFaultyLine(connectionString: string): Promise<FaultyLine> {
  const target = targetOf(connectionString)
  const open = new Set<Socket>()
  let isCut = false
  let marker: Buffer | undefined
  let lost = 0
  const server = createServer((client) => {
    const upstream = target()
    let doomed = false
    const drop = () => {
      client.destroy()
      upstream.destroy()
    }
    if (isCut) drop()
    open.add(client)
    client.on('data', (chunk: Buffer) => {
      if (marker !== undefined && chunk.includes(marker)) {
        marker = undefined
        doomed = true
      }
      upstream.write(chunk)
    })
    upstream.on('data', (chunk: Buffer) => {
      if (doomed && isCommitted(chunk)) {
        lost += 1
        drop()
      } else if (!doomed) client.write(chunk)
    })
    for (const socket of [client, upstream]) {
      socket.on('error', drop)
      socket.on('close', () => {
        drop()
        open.delete(client)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(connectionString.replace('@/', '@localhost/'))
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  url.searchParams.delete('host')
  return {
    connectionString: url.toString(),
    cut() {
      isCut = true
      for (const socket of open) socket.destroy()
    },
    mend() {
      isCut = false
    },
    loseAnswerTo(text) {
      marker = Buffer.from(text)
    },
    get lost() {
      return lost
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** ReadyForQuery, idle: the statement before it has committed. */
function isCommitted(chunk: Buffer): boolean {
  return chunk.subarray(-6).equals(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]))
}

function targetOf(connectionString: string): () => Socket {
  const url = new URL(connectionString.replace('@/', '@localhost/'))
  const folder = url.searchParams.get('host')
  const port = Number(url.searchParams.get('port') ?? (url.port || 5432))
  return folder === null ? () => connect(port, url.hostname) : () => connect(`${folder}/.s.PGSQL.${port}`)
}
