import { Button } from '@mantine/core'
import type { CallOutput } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { ToneMark } from '../status/tone-mark.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/when.tsx'
import { AuthorityDialog } from './authority-dialog.tsx'
import classes from './certificates.module.css'
import { authorityQuery } from './queries.ts'

export type Authority = CallOutput<'getCertificateAuthority'>
const names = ['station', 'v2g'] as const

/** Who signs for stations, towards us and towards cars. */
export function Authorities() {
  return (
    <div className={classes['column']}>
      {names.map((name) => (
        <Widget key={name} lines={4}>
          <AuthorityPanel name={name} />
        </Widget>
      ))}
    </div>
  )
}

function AuthorityPanel({ name }: { name: Authority['name'] }) {
  const text = useText()
  const [isChanging, setChanging] = useState(false)
  const { data: authority } = useSuspenseQuery(authorityQuery(name))
  return (
    <Panel
      title={text(`trust.authorityOf.${name}`)}
      aside={
        <Button
          size="compact-sm"
          variant="light"
          aria-label={text('trust.changeOf', { what: text(`trust.authorityOf.${name}`) })}
          onClick={() => setChanging(true)}
        >
          {text('trust.change')}
        </Button>
      }
    >
      <AuthorityFacts authority={authority} />
      {authority.kind === 'local' ? <Downloads /> : null}
      {isChanging ? <AuthorityDialog authority={authority} onClose={() => setChanging(false)} /> : null}
    </Panel>
  )
}

function AuthorityFacts({ authority }: { authority: Authority }) {
  const text = useText()
  const format = useFormat()
  const { kind, organization, validityDays, renewBeforeDays, overlapS, url, username, hasPassword } = authority
  const account = [username, hasPassword ? text('trust.passwordSet') : null].filter((part) => part !== null)
  return (
    <Facts
      facts={[
        { name: text('trust.kind'), value: text(`trust.kind.${kind}`) },
        { name: text('trust.work'), value: <Work authority={authority} /> },
        { name: text('trust.url'), value: url === null ? null : <Raw>{url}</Raw> },
        { name: text('trust.account'), value: account.join(' · ') },
        {
          name: text('trust.lastIssued'),
          value: authority.lastIssuedAt === null ? text('trust.never') : <Ago at={authority.lastIssuedAt} />,
        },
        {
          name: text('trust.organization'),
          value: organization === null ? text('trust.anyOrganization') : <Raw>{organization}</Raw>,
        },
        {
          name: text('trust.validity'),
          value: kind === 'local' ? text('trust.days', { count: validityDays }) : text('trust.byService'),
        },
        { name: text('trust.renewBefore'), value: text('trust.days', { count: renewBeforeDays }) },
        { name: text('trust.overlap'), value: format.duration(overlapS * 1000) },
      ]}
    />
  )
}

/** Whether what stations ask for gets signed. */
function Work({ authority: { waiting, waitingSince, problem } }: { authority: Authority }) {
  const text = useText()
  if (waiting === 0) return <ToneMark tone="available">{text('trust.nothingWaits')}</ToneMark>
  return (
    <>
      <ToneMark tone={problem === null ? 'charging' : 'faulted'}>{text('trust.waits', { count: waiting })}</ToneMark>
      {waitingSince === null ? null : (
        <span className={classes['dim']}>
          {' '}
          <Ago at={waitingSince} />
        </span>
      )}
      {problem === null ? null : (
        <span className={classes['problem']} translate="no">
          {problem}
        </span>
      )}
    </>
  )
}

const files = ['ecdsa.pem', 'rsa.pem', 'ecdsa.crl', 'rsa.crl'] as const

/** What others need to verify our certificates; public. */
function Downloads() {
  const text = useText()
  return (
    <p className={classes['downloads']}>
      <span className={classes['dim']}>{text('trust.public')}</span>
      {files.map((file) => (
        <a key={file} href={`/pki/${file}`} download translate="no">
          {file}
        </a>
      ))}
    </p>
  )
}
