import type { Handlers } from '../../api/handler.ts'
import type { Role } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { AccountServices } from '../accounts.ts'
import { patched } from '../audit/changed-fields.ts'
import { recordAudit } from '../audit.ts'
import { refuseMore } from '../role-assignment.ts'
import { deleteRole, insertRole, isRoleNameTaken, listRoles, readCustomRoles, updateRole } from './roles-store.ts'

type RoleHandlers = Pick<Handlers, 'listRoles' | 'createRole' | 'updateRole' | 'deleteRole'>

export function roleHandlers({ database, clock, ids, changes }: AccountServices): RoleHandlers {
  return {
    listRoles: async ({ actor }) => ({ items: await listRoles(database.kysely, actor.tenantId) }),

    async createRole({ actor, body }) {
      refuseMore(actor, body.permissions, 'permissions')
      const role = { tenantId: actor.tenantId, roleId: ids.next(), ...body }
      return database.transaction(async (tx) => {
        const nowMs = clock.nowMs()
        if (!(await insertRole(tx, role, nowMs))) throw nameTaken()
        await recordAudit(tx, actor, { atMs: nowMs, action: 'role.created', object: body.name, after: body })
        return existing(tx, actor.tenantId, role.roleId)
      })
    },

    async updateRole({ actor, params, body }) {
      return database.transaction(async (tx) => {
        const before = await existing(tx, actor.tenantId, params.id)
        // Nor may somebody weaken a role that may do more than they.
        refuseMore(actor, [...before.permissions, ...body.permissions], 'permissions')
        const role = { tenantId: actor.tenantId, roleId: params.id, ...body }
        if (await isRoleNameTaken(tx, role)) throw nameTaken()
        await updateRole(tx, role)
        const deed = { action: 'role.changed', object: body.name, ...patched({ ...before }, body) }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
        changes.announceAfter(tx, {})
        return existing(tx, actor.tenantId, params.id)
      })
    },

    async deleteRole({ actor, params }) {
      await database.transaction(async (tx) => {
        const role = await existing(tx, actor.tenantId, params.id)
        refuseMore(actor, role.permissions, 'id')
        if (role.uses > 0) throw new Refusal('roleInUse', { detail: `It is given ${role.uses} times.` })
        await deleteRole(tx, actor.tenantId, params.id)
        const deed = { action: 'role.deleted', object: role.name ?? role.id }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed })
      })
      return undefined
    },
  }
}

async function existing(db: Db, tenantId: TenantId, roleId: string): Promise<Role> {
  const [role] = await readCustomRoles(db, tenantId, roleId)
  if (role === undefined) throw new Refusal('roleNotFound')
  return role
}

function nameTaken(): Refusal {
  return new Refusal('roleExists', { errors: [{ field: 'name', rule: 'must not be the name of another role' }] })
}
