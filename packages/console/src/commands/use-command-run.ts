import type { Command } from '@stationmaster/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'
import { isFinal } from './command-request.ts'
import type { Intent } from './use-send.tsx'

export const UNDO_SECONDS = 5
const WAIT_SECONDS = 25

export type CommandRun =
  | { readonly step: 'waiting'; readonly secondsLeft: number }
  | { readonly step: 'undone' }
  | { readonly step: 'sending' }
  | { readonly step: 'sent'; readonly command: Command }
  | { readonly step: 'answered'; readonly command: Command }
  | { readonly step: 'failed'; readonly error: unknown }

/** Runs one command from the click to the answer. */
export function useCommandRun(intent: Intent): { run: CommandRun; undo: () => void; sendNow: () => void } {
  const client = useQueryClient()
  const [run, setRun] = useState<CommandRun>(
    intent.atOnce === true ? { step: 'sending' } : { step: 'waiting', secondsLeft: UNDO_SECONDS },
  )

  useEffect(() => {
    if (run.step !== 'waiting') return
    const timer = setTimeout(() => {
      setRun(run.secondsLeft > 1 ? { step: 'waiting', secondsLeft: run.secondsLeft - 1 } : { step: 'sending' })
    }, 1000)
    return () => clearTimeout(timer)
  }, [run])

  // Stays true from the moment of sending on, so that the effect lives until the answer is there.
  const isDue = run.step !== 'waiting' && run.step !== 'undone'
  useEffect(() => {
    if (!isDue) return
    let current = true
    const show = (next: CommandRun) => {
      if (current) setRun(next)
    }
    void send(intent, keyOf(intent), (command) => {
      void client.invalidateQueries({ queryKey: queryKeys.commandLists(intent.stationId) })
      show({ step: isFinal(command) ? 'answered' : 'sent', command })
    }).catch((error: unknown) => show({ step: 'failed', error }))
    return () => {
      current = false
    }
  }, [isDue, intent, client])

  const undo = useCallback(() => setRun({ step: 'undone' }), [])
  const sendNow = useCallback(() => setRun({ step: 'sending' }), [])
  return { run, undo, sendNow }
}

/** Sends, then waits for the outcome until the command lapses. */
async function send(intent: Intent, idempotencyKey: string, onChange: (command: Command) => void): Promise<void> {
  let command = await call('sendCommand', {
    params: { stationId: intent.stationId },
    query: { wait: 0 },
    body: { command: intent.request, ifOffline: intent.queue === true ? 'queue' : 'refuse' },
    idempotencyKey,
  })
  onChange(command)
  while (!isFinal(command) && Date.parse(command.deadlineAt) > Date.now() - WAIT_SECONDS * 1000) {
    command = await call('getCommand', { params: { id: command.id }, query: { wait: WAIT_SECONDS } })
    onChange(command)
  }
}

/** Idempotency keys by intent: React may run an effect twice, the command must be sent once. */
const keys = new WeakMap<Intent, string>()

function keyOf(intent: Intent): string {
  const known = keys.get(intent)
  if (known !== undefined) return known
  const made = crypto.randomUUID()
  keys.set(intent, made)
  return made
}
