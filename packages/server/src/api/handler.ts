import type { z } from 'zod'
import type { Actor } from '../accounts/actor.ts'
import type { OperationId, Operations } from '../contract/index.ts'
import type { Download } from './download.ts'

type Part<Id extends OperationId, Name extends 'params' | 'query' | 'body'> = Operations[Id] extends {
  readonly [K in Name]: infer Schema extends z.ZodType
}
  ? z.output<Schema>
  : undefined

type ActorOf<Id extends OperationId> = Operations[Id]['permission'] extends 'public' ? undefined : Actor

/** The browser that a request comes from. */
export interface Browser {
  /** What it is known by: its cookies, its name, its address. */
  readonly headers: Headers
  /** Hands it the cookies of an answer. */
  giveCookies(answer: Headers): void
}

/** One validated, permitted call of an operation. */
export interface Call<Id extends OperationId> {
  readonly params: Part<Id, 'params'>
  readonly query: Part<Id, 'query'>
  readonly body: Part<Id, 'body'>
  readonly actor: ActorOf<Id>
  /** The caller's network address. */
  readonly address: string
  readonly browser: Browser
  /** Ends when the caller has gone. */
  readonly signal: AbortSignal
}

export type Answer<Id extends OperationId> = Operations[Id] extends {
  readonly response: infer Schema extends z.ZodType
}
  ? z.input<Schema>
  : Operations[Id] extends { readonly download: readonly string[] }
    ? Download
    : undefined

export type Handler<Id extends OperationId> = (call: Call<Id>) => Promise<Answer<Id>>

/** A handler for every operation of the contract. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }
