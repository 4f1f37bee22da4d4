import { Button } from '@mantine/core'
import type { ApiKey } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { roleWord } from '../people/role-fields.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ago, When } from '../ui/when.tsx'
import { AddKeyDialog } from './add-key-dialog.tsx'
import { apiKeysQuery } from './queries.ts'
import { RevokeButton } from './revoke-button.tsx'
import classes from './settings.module.css'

/** Keys for machines: made here, shown once, revoked here. */
export function ApiKeys() {
  const text = useText()
  const { data } = useSuspenseQuery(apiKeysQuery)
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title={text('settings.apiKeys')}
      aside={
        <Button size="compact-md" leftSection={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {text('settings.apiKeys.add')}
        </Button>
      }
    >
      {data.items.length === 0 ? (
        <EmptyState icon={KeyRound} title={text('settings.apiKeys.none')}>
          {text('settings.apiKeys.none.text')}
        </EmptyState>
      ) : null}
      <ul className={classes['keys']}>
        {data.items.map((key) => (
          <li key={key.id}>
            <strong translate="no">{key.name}</strong>
            <KeyFacts apiKey={key} />
            <RevokeButton id={key.id} name={key.name} />
          </li>
        ))}
      </ul>
      {adding ? <AddKeyDialog onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function KeyFacts({ apiKey }: { apiKey: ApiKey }) {
  const text = useText()
  const { scope, createdBy, createdAt, lastUsedAt, expiresAt } = apiKey
  const hasEnded = expiresAt !== null && Date.parse(expiresAt) <= Date.now()
  return (
    <span className={classes['dim']}>
      {roleWord(text, apiKey)}
      {' · '}
      {scope === 'everything' ? text('keys.everywhere') : text('people.siteCount', { count: scope.siteIds.length })}
      {' · '}
      {text('settings.apiKeys.created')} <When at={createdAt} />
      {createdBy === null ? null : ` ${text('keys.by', { name: createdBy })}`}
      {' · '}
      {text('settings.apiKeys.used')} {lastUsedAt === null ? text('settings.apiKeys.never') : <Ago at={lastUsedAt} />}
      {expiresAt === null ? null : (
        <>
          {' · '}
          {hasEnded ? text('keys.ended') : text('keys.until')} <When at={expiresAt} />
        </>
      )}
    </span>
  )
}
