import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../app/i18n/use-text.ts'
import { CredentialFields } from '../stations/credential-fields.tsx'
import { Panel } from '../ui/panel.tsx'
import { Arrival } from './arrival.tsx'
import classes from './connect.module.css'
import { HowTo } from './how-to.tsx'
import { QrCode } from './qr-code.tsx'
import type { Registered } from './registered.ts'

/** What to type into the station, and whether it has called yet. */
export function Waiting({ registered, onAnother }: { registered: Registered; onAnother: () => void }) {
  const text = useText()
  const { credentials, version } = registered
  return (
    <>
      <Arrival stationId={credentials.id} />
      <div className={classes['columns']}>
        <Panel title={text('connect.step.enter')}>
          <div className={classes['fields']}>
            <CredentialFields credentials={credentials} />
            <div className={classes['qr']}>
              <QrCode content={credentials.connectUrl} label={text('connect.qr')} />
              <p className={classes['dim']}>{text('connect.qr.hint')}</p>
            </div>
          </div>
        </Panel>
        <HowTo version={version} />
      </div>
      <div className={classes['buttons']}>
        <Button component={Link} to={`/stations/${encodeURIComponent(credentials.id)}`} variant="default">
          {text('connect.openStation')}
        </Button>
        <Button variant="subtle" onClick={onAnother}>
          {text('connect.another')}
        </Button>
      </div>
    </>
  )
}
