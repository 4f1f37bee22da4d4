import type { AuditActorKind } from '../../contract/index.ts'
import type { Actor, Author } from '../actor.ts'

/** Who the audit log says it was: a person, somebody of the platform who has stepped in, a key, or the program itself. */
export function auditedAs(author: Author): { readonly kind: AuditActorKind; readonly id: string | null } {
  if (author.via === 'program') return { kind: 'program', id: null }
  if (author.platformPersonId !== undefined) return { kind: 'platform', id: author.platformPersonId }
  if (!isActor(author)) return { kind: author.via === 'apiKey' ? 'apiKey' : 'person', id: null }
  const { credential } = author
  return credential.kind === 'apiKey'
    ? { kind: 'apiKey', id: credential.keyId }
    : { kind: 'person', id: credential.personId }
}

function isActor(author: Author): author is Actor {
  return 'credential' in author
}
