import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import type { StationName } from '../admission/station-lookup.ts'

/** What is known under tenants and identities, oldest first within each tenant. */
export class GuestList<Guest> {
  readonly #tenants = new Map<TenantId, Map<StationIdentity, Guest>>()

  get size(): number {
    let size = 0
    for (const own of this.#tenants.values()) size += own.size
    return size
  }

  get({ tenantId, identity }: StationName): Guest | undefined {
    return this.#tenants.get(tenantId)?.get(identity)
  }

  /** Adds one as its tenant's newest. */
  add({ tenantId, identity }: StationName, guest: Guest): void {
    const own = this.#tenants.get(tenantId) ?? new Map<StationIdentity, Guest>()
    own.delete(identity)
    own.set(identity, guest)
    this.#tenants.set(tenantId, own)
  }

  delete({ tenantId, identity }: StationName): void {
    const own = this.#tenants.get(tenantId)
    own?.delete(identity)
    if (own?.size === 0) this.#tenants.delete(tenantId)
  }

  /** The oldest of a tenant that has so many: strangers at one door must not push out those at another. */
  oldestOfCrowd(tenantId: TenantId, limit: number): StationName | undefined {
    const own = this.#tenants.get(tenantId)
    if (own === undefined || own.size < limit) return undefined
    const [identity] = own.keys()
    return identity === undefined ? undefined : { tenantId, identity }
  }

  names(): StationName[] {
    return [...this.#tenants].flatMap(([tenantId, own]) => [...own.keys()].map((identity) => ({ tenantId, identity })))
  }
}
