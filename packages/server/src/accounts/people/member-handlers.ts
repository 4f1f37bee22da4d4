import type { Handlers } from '../../api/handler.ts'
import type { Member } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AccountServices } from '../accounts.ts'
import type { Actor } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { siteScopeOf } from '../holding.ts'
import { deleteMembership, hasAnotherOwner, isWithin, saveMembership } from '../memberships.ts'
import { endSessionsIn } from '../persons.ts'
import { assignRole, assignSites, refuseMore } from '../role-assignment.ts'
import { type FoundMember, readMembers } from './members.ts'

type MemberHandlers = Pick<Handlers, 'listMembers' | 'updateMember' | 'removeMember' | 'endMemberSessions'>

export function memberHandlers({ database, clock, changes }: AccountServices): MemberHandlers {
  return {
    async listMembers({ actor }) {
      const found = await readMembers(database.kysely, actor.tenantId)
      return { items: found.map(({ member }) => ({ ...member, isSelf: isSelf(actor, member.id) })) }
    },

    async updateMember({ actor, params, body }) {
      const { tenantId } = actor
      return database.transaction(async (tx) => {
        const before = await findBelow(tx, actor, params.id)
        const nowMs = clock.nowMs()
        const role = await assignRole(tx, actor, body.role ?? before.member.role)
        const siteIds = await assignSites(tx, actor, body.scope ?? siteScopeOf(before.holding.scope))
        const staysOwner = role.builtIn === 'owner' && siteIds === null
        if (!staysOwner) await refuseLastOwner(tx, actor, before)
        await saveMembership(tx, { tenantId, personId: params.id, role, siteIds, nowMs })
        const after = await findMember(tx, actor, params.id)
        const changed = { before: rightsOf(before.member), after: rightsOf(after.member) }
        const deed = { action: 'member.changed', object: before.member.email, ...changed }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
        changes.announceAfter(tx, { personId: params.id })
        return { ...after.member, isSelf: isSelf(actor, params.id) }
      })
    },

    async removeMember({ actor, params }) {
      await database.transaction(async (tx) => {
        const before = await findBelow(tx, actor, params.id)
        await refuseLastOwner(tx, actor, before)
        await deleteMembership(tx, actor.tenantId, params.id)
        const deed = { action: 'member.removed', object: before.member.email, before: rightsOf(before.member) }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
        changes.announceAfter(tx, { personId: params.id })
      })
      return undefined
    },

    async endMemberSessions({ actor, params }) {
      await database.transaction(async (tx) => {
        const { member } = await findBelow(tx, actor, params.id)
        const ended = await endSessionsIn(tx, params.id, actor.tenantId)
        const deed = { action: 'member.signedOut', object: member.email, detail: { sessions: ended } }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
        changes.announceAfter(tx, { personId: params.id })
      })
      return undefined
    },
  }
}

function isSelf({ credential }: Actor, personId: string): boolean {
  return credential.kind === 'session' && credential.personId === personId
}

const rightsOf = ({ role, roleName, scope }: Omit<Member, 'isSelf'>) => ({ role: roleName ?? role, scope })

async function findMember(db: Db, actor: Actor, personId: string): Promise<FoundMember> {
  const [found] = await readMembers(db, actor.tenantId, personId)
  if (found === undefined) throw new Refusal('personNotFound')
  return found
}

/** Somebody whom the actor may change: nobody touches a person who may do more. */
async function findBelow(tx: Tx, actor: Actor, personId: string): Promise<FoundMember> {
  const found = await findMember(tx, actor, personId)
  refuseMore(actor, found.holding.granted, 'id')
  if (isWithin(found.holding.scope, actor.scope)) return found
  throw new Refusal('notPermitted', { detail: 'This person has sites that you do not have.' })
}

/** A tenant without an owner could not be helped from within. */
async function refuseLastOwner(tx: Tx, actor: Actor, { member, holding }: FoundMember): Promise<void> {
  if (member.role !== 'owner' || holding.scope !== 'everything') return
  if (!(await hasAnotherOwner(tx, actor.tenantId, member.id))) throw new Refusal('lastOwner')
}
