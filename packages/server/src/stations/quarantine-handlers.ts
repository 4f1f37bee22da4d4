import type { z } from 'zod'
import { type Actor, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Approval, ApprovalInput } from '../contract/index.ts'
import { announceApproval, generatePassword, hashSecret, issuePassword, type StoredSecret } from '../gateway/index.ts'
import type { Bus } from '../platform/bus/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { connectUrl } from './connect-url.ts'
import type { StationServices } from './handlers.ts'
import { foldIdentity } from './identity.ts'
import type { TenantId } from './ids.ts'
import { listQuarantine, type Presentation, QuarantineCursor, releaseFromQuarantine } from './quarantine-queries.ts'
import { insertStation, isSiteKnown } from './registration.ts'

type QuarantineHandlers = Pick<Handlers, 'listQuarantine' | 'approveStation' | 'dismissStation'>

export interface QuarantineServices extends Omit<StationServices, 'disconnect'> {
  readonly bus: Bus
  readonly announceQuarantine: (tenantId: TenantId, identity: string) => void
}

type Input = z.output<typeof ApprovalInput>

export function quarantineHandlers(services: QuarantineServices): QuarantineHandlers {
  const { database, clock } = services
  return {
    listQuarantine: async ({ actor, query: { cursor, limit } }) =>
      listQuarantine(database.kysely, actor.tenantId, {
        limit,
        after: placeAfter(cursor, QuarantineCursor),
        nowMs: clock.nowMs(),
      }),

    approveStation: async ({ actor, params, body }) => approve(services, actor, params.stationId, body),

    dismissStation: async ({ actor, params }) => {
      const { tenantId } = actor
      await database.transaction(async (tx) => {
        const released = await releaseFromQuarantine(tx, tenantId, params.stationId)
        if (released === undefined) throw new Refusal('notWaiting')
        const deed = { action: 'quarantine.dismissed', object: released.identity }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      // The socket closes too: what still wants to join comes back and is seen anew.
      announceApproval(services.bus, { tenantId, identity: foldIdentity(params.stationId) })
      services.announceQuarantine(tenantId, params.stationId)
      return undefined
    },
  }
}

async function approve(services: QuarantineServices, actor: Actor, stationId: string, input: Input): Promise<Approval> {
  const { database, bus } = services
  const { tenantId } = actor
  const password = input.credentials === 'issue' ? generatePassword(services.random) : undefined
  const issued = password === undefined ? undefined : hashSecret(password, services.random)
  const { identity, stationKey } = await database.transaction((tx) =>
    register(tx, services, { actor, stationId, input, issued }),
  )
  const name = { tenantId, identity: foldIdentity(identity) }
  const delivery = password === undefined ? 'notNeeded' : await deliver(bus, name, password)
  // A Boot that came while the password was on its way has put the station back on the list.
  await database.transaction((tx) => releaseFromQuarantine(tx, tenantId, identity))
  announceApproval(bus, name)
  services.announce(tenantId, stationKey)
  services.announceQuarantine(tenantId, identity)
  const url = connectUrl(services, { tenantId, identity, securityProfile: profileAfter(input) })
  return { credentials: { id: identity, connectUrl: url, username: identity, password: password ?? null }, delivery }
}

async function register(
  tx: Tx,
  services: QuarantineServices,
  {
    actor,
    stationId,
    input,
    issued,
  }: {
    readonly actor: Actor
    readonly stationId: string
    readonly input: Input
    readonly issued: StoredSecret | undefined
  },
): Promise<{ readonly identity: string; readonly stationKey: number }> {
  const { tenantId } = actor
  const nowMs = services.clock.nowMs()
  const released = await releaseFromQuarantine(tx, tenantId, stationId)
  if (released === undefined) throw new Refusal('notWaiting')
  const adopted = input.credentials === 'adopt' ? adoptedOf(released.presentations, input.presentationId) : undefined
  if (input.siteId !== undefined && !(await isSiteKnown(tx, tenantId, input.siteId))) {
    throw new Refusal('siteNotFound', { errors: [{ field: 'siteId', rule: 'must be the id of a site' }] })
  }
  const { identity } = released
  const stationKey = await insertStation(tx, {
    tenantId,
    id: identity,
    name: input.name,
    siteId: input.siteId,
    registration: 'Accepted',
    securityProfile: profileAfter(input),
    secret: adopted?.secret ?? issued,
    quirks: {},
    nowMs,
  })
  if (stationKey === undefined) throw new Refusal('stationExists')
  const detail = {
    credentials: input.credentials,
    ...(adopted === undefined ? {} : { presentationId: adopted.id, remoteAddress: adopted.remoteAddress }),
  }
  const deed = { action: 'station.approved', object: identity, detail }
  await recordAudit(tx, actor, { atMs: nowMs, ...deed })
  return { identity, stationKey }
}

/** Without TLS: that is how it has come so far. */
function profileAfter({ credentials }: Input): 0 | 1 {
  return credentials === 'none' ? 0 : 1
}

/** The presentation to trust. Of several a person must name one: the newest may be a stranger's. */
function adoptedOf(presentations: readonly Presentation[], presentationId: string | undefined): Presentation {
  const [first, ...others] = presentations
  if (first === undefined) throw new Refusal('noPasswordPresented')
  if (presentationId === undefined) {
    if (others.length === 0) return first
    throw new Refusal('severalPasswordsPresented', {
      detail: `${presentations.length} different passwords were presented under this identity. Name the one to trust, or have a new one issued.`,
      errors: [{ field: 'presentationId', rule: 'must be the id of one of the presentations' }],
    })
  }
  const named = presentations.find(({ id }) => id === presentationId)
  if (named !== undefined) return named
  throw new Refusal('invalidInput', {
    errors: [{ field: 'presentationId', rule: 'must be the id of one of the presentations' }],
  })
}

async function deliver(
  bus: Bus,
  name: Omit<Parameters<typeof issuePassword>[1], 'password'>,
  password: string,
): Promise<Approval['delivery']> {
  const outcome = await issuePassword(bus, { ...name, password })
  switch (outcome.kind) {
    case 'accepted':
      return 'delivered'
    case 'rejected':
      return 'refused'
    case 'unknown':
    case 'offline':
      // Whether it took the password is not known: it is shown anyway, to be entered by hand.
      return 'offline'
  }
}
