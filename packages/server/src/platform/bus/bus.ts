/** What travels over the bus: JSON, because the other side may be another process. */
export type Payload = null | boolean | number | string | readonly Payload[] | { readonly [key: string]: Payload }

export interface Message {
  readonly subject: string
  readonly payload: Payload
}

export type Reply =
  | { readonly kind: 'answered'; readonly payload: Payload }
  /** Nobody serves the subject. */
  | { readonly kind: 'unserved' }
  /** Somebody serves it but gave no answer in time; whether the work was done is unknown. */
  | { readonly kind: 'timedOut' }
  /** The other side failed; the details are in its log. */
  | { readonly kind: 'failed' }

export interface Subscription {
  stop(): void
}

/**
 * Messages between the parts of the program, in one process or in many. A subject is words joined by dots
 * (`station.CS-1.command`, built with `subjectOf`); in a pattern `*` stands for one word and a closing `>` for all
 * words that follow.
 *
 * The bus wakes people up and finds the process to ask. It is never the record: a message may be lost, and whoever
 * publishes must not care who listens. Messages of one publisher arrive in order, and never before `publish` returns.
 */
export interface Bus extends AsyncDisposable {
  /** Tells everyone who subscribes to the subject. */
  publish(subject: string, payload: Payload): void
  /** Calls `receive` for every message that matches. */
  subscribe(pattern: string, receive: (message: Message) => void | Promise<void>): Subscription
  /** Answers requests on one subject. Of several servers of a subject each request reaches one. */
  serve(subject: string, answer: (payload: Payload) => Promise<Payload>): Subscription
  /** Asks whoever serves the subject. Never rejects. */
  request(subject: string, payload: Payload, options: { readonly timeoutMs: number }): Promise<Reply>
}
