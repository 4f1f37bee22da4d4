import { fork } from 'node:child_process'

export interface EchoProcess {
  readonly pid: number
  readonly port: number
  stop(): void
}

/** Starts the bare echo server; it ends by itself when this process does. */
export function startEcho(): Promise<EchoProcess> {
  const child = fork(new URL('../echo-server.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('message', (message: { port: number }) => {
      resolve({ pid: child.pid ?? 0, port: message.port, stop: () => child.disconnect() })
    })
  })
}
