import { Button } from '@mantine/core'
import type { Member } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import classes from '../settings/settings.module.css'
import { Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/when.tsx'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { PersonHistory } from './person-history.tsx'
import { membersQuery } from './queries.ts'
import { roleWord } from './role-fields.tsx'

/** The people of this tenant and what they may do. */
export function PeoplePanel() {
  const text = useText()
  const may = useMay()
  const { data } = useSuspenseQuery(membersQuery)
  const [inviting, setInviting] = useState(false)
  const [edited, setEdited] = useState<Member | null>(null)
  const [lookedAt, setLookedAt] = useState<Member | null>(null)
  const canManage = may('people.manage')
  return (
    <Panel
      title={text('people.title')}
      aside={
        canManage ? (
          <Button size="compact-md" leftSection={<UserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {text('people.invite')}
          </Button>
        ) : null
      }
    >
      <ul className={classes['keys']}>
        {data.items.map((member) => (
          <li key={member.id}>
            <strong translate="no">{member.name}</strong>
            <span translate="no">{member.email}</span>
            <span className={classes['dim']}>
              {roleWord(text, member)}
              {member.scope === 'everything'
                ? null
                : ` · ${text('people.siteCount', { count: member.scope.siteIds.length })}`}
              {' · '}
              {text(member.hasSecondFactor ? 'people.secondFactor' : 'people.noSecondFactor')}
              {member.lastSeenAt === null ? null : (
                <>
                  {' · '}
                  {text('people.lastSeen')} <Ago at={member.lastSeenAt} />
                </>
              )}
            </span>
            {may('audit.read') ? (
              <Button
                size="compact-md"
                variant="subtle"
                aria-label={text('audit.historyOf', { name: member.name })}
                onClick={() => setLookedAt(member)}
              >
                {text('audit.history')}
              </Button>
            ) : null}
            {canManage ? (
              <Button
                size="compact-md"
                variant="subtle"
                aria-label={text('people.changeOf', { name: member.name })}
                onClick={() => setEdited(member)}
              >
                {text('people.change')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Invitations />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
      {lookedAt === null ? null : <PersonHistory member={lookedAt} onClose={() => setLookedAt(null)} />}
      {edited === null ? null : <MemberDialog member={edited} onClose={() => setEdited(null)} />}
    </Panel>
  )
}
