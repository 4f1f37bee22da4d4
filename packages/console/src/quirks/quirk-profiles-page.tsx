import { Button } from '@mantine/core'
import type { QuirkProfile } from '@stationmaster/server/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Puzzle } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { StaleNote } from '../app/stale-note.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { DeleteProfileDialog } from './delete-profile-dialog.tsx'
import { NewProfileDialog } from './new-profile-dialog.tsx'
import { profileName, profileSeen } from './profile-words.ts'
import { quirkProfilesQuery } from './queries.ts'
import { allQuirks } from './quirk.ts'
import { QuirkWords } from './quirk-words.tsx'
import classes from './quirks.module.css'

/** Named sets of tolerances, who has them, and what each tolerance means. */
export function QuirkProfilesPage() {
  const text = useText()
  const query = useSuspenseQuery(quirkProfilesQuery)
  const [isMaking, setMaking] = useState(false)
  const [deleted, setDeleted] = useState<QuirkProfile | null>(null)
  return (
    <Page
      title={text('nav.quirks')}
      lead={text('quirks.lead')}
      actions={
        <May call="createQuirkProfile">
          <Button leftSection={<Puzzle size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {text('quirks.new')}
          </Button>
        </May>
      }
    >
      <StaleNote query={query} />
      <Panel flush>
        <ul className={classes['list']}>
          {query.data.items.map((profile) => (
            <Profile key={profile.name} profile={profile} onDelete={() => setDeleted(profile)} />
          ))}
        </ul>
      </Panel>
      <Panel title={text('quirks.meaning')}>
        <dl className={classes['meanings']}>
          {allQuirks.map((name) => (
            <div key={name}>
              <dt>{text(`quirk.${name}`)}</dt>
              <dd>{text(`quirk.${name}.hint`)}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <NewProfileDialog opened={isMaking} onClose={() => setMaking(false)} />
      <DeleteProfileDialog profile={deleted} onClose={() => setDeleted(null)} />
    </Page>
  )
}

function Profile({ profile, onDelete }: { profile: QuirkProfile; onDelete: () => void }) {
  const text = useText()
  const { id, quirks, stations } = profile
  const name = profileName(profile, text)
  const seen = profileSeen(profile, text)
  return (
    <li className={classes['profile']}>
      <div className={classes['what']}>
        <h2 className={classes['name']}>
          <span translate="no">{name}</span>
          <small>{text(id === null ? 'quirks.shipped' : 'quirks.own')}</small>
        </h2>
        {seen === null ? null : <p className={classes['dim']}>{seen}</p>}
        <QuirkWords quirks={quirks} />
        <p className={classes['dim']}>{useMakes(profile)}</p>
      </div>
      <div className={classes['side']}>
        {stations === 0 ? (
          <span className={classes['dim']}>{text('quirks.stations', { count: 0 })}</span>
        ) : (
          <Link to="/stations" search={{ quirkProfile: profile.name }} className={classes['link']}>
            {text('quirks.stations', { count: stations })}
          </Link>
        )}
        {id === null ? null : (
          <May call="deleteQuirkProfile">
            <Button size="compact-sm" variant="subtle" aria-label={text('quirks.delete', { name })} onClick={onDelete}>
              {text('ui.delete')}
            </Button>
          </May>
        )}
      </div>
    </li>
  )
}

/** For which makes a profile is proposed. */
function useMakes({ vendor, model, firmware }: QuirkProfile): string {
  const text = useText()
  const makes = [
    vendor === null ? null : text('quirks.vendor', { pattern: vendor }),
    model === null ? null : text('quirks.model', { pattern: model }),
    firmware === null ? null : text('quirks.firmware', { pattern: firmware }),
  ].filter((part) => part !== null)
  return makes.length === 0 ? text('quirks.fitsNone') : text('quirks.fits', { makes: makes.join(', ') })
}
