import type { AuditEntry } from '@stationmaster/server/contract'
import type { ReactNode } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { StationLink } from '../stations/station-link.tsx'
import { ToneMark } from '../status/tone-mark.tsx'
import { Raw } from '../ui/facts.tsx'
import { When } from '../ui/when.tsx'
import classes from './audit.module.css'
import { actionWord, remarks, valueText } from './audit-words.ts'

/** Entries of the audit log; each opens to what has changed and where it came from. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <ol className={classes['list']}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <Entry entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const text = useText()
  const { actor, reason } = entry
  return (
    <details className={classes['entry']}>
      <summary>
        <span>
          <When at={entry.at} />
        </span>
        <span className={classes['what']}>
          <strong>{actionWord(text, entry.action)}</strong> <Raw>{entry.subject.id}</Raw>
          {entry.erased ? <ToneMark tone="offline">{text('audit.erased')}</ToneMark> : null}
          {reason === null ? null : (
            <span className={classes['reason']}>
              “<Raw>{reason}</Raw>”
            </span>
          )}
        </span>
        <span className={classes['who']}>
          <Raw>{actor.name}</Raw>
          {actor.kind === 'person' ? null : <span className={classes['dim']}>{text(`audit.actor.${actor.kind}`)}</span>}
        </span>
      </summary>
      <div className={classes['body']}>
        <Changes entry={entry} />
        <Circumstances entry={entry} />
      </div>
    </details>
  )
}

/** What was and what is, field by field. */
function Changes({ entry: { changes, action } }: { entry: AuditEntry }) {
  const text = useText()
  if (changes.length === 0) return null
  return (
    <table className={classes['changes']} aria-label={`${text('audit.changes')}: ${actionWord(text, action)}`}>
      <thead>
        <tr>
          <th scope="col">{text('audit.field')}</th>
          <th scope="col">{text('audit.before')}</th>
          <th scope="col">{text('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row" translate="no">
              {field}
            </th>
            <td translate="no">
              <del>{valueText(before)}</del>
            </td>
            <td translate="no">
              <ins>{valueText(after)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Circumstances({ entry }: { entry: AuditEntry }) {
  const text = useText()
  const { subject, address, userAgent, operation, position } = entry
  return (
    <dl className={classes['facts']}>
      {subject.kind === 'station' && !entry.erased ? (
        <Fact name={text('stations.station')}>
          <StationLink stationId={subject.id} />
        </Fact>
      ) : null}
      {remarks(entry).map(([name, value]) => (
        <Fact key={name} name={<Raw>{name}</Raw>}>
          <Raw>{value}</Raw>
        </Fact>
      ))}
      {address === null ? null : (
        <Fact name={text('audit.from.where')}>
          <Raw>{userAgent === null ? address : `${address} · ${userAgent}`}</Raw>
        </Fact>
      )}
      {operation === null ? null : (
        <Fact name={text('audit.operation')}>
          <Raw>{operation}</Raw>
        </Fact>
      )}
      <Fact name={text('audit.position')}>{position ?? text('audit.position.none')}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
