import { Widget } from '../../app/widget.tsx'
import { InstalledCertificates } from '../certificates/installed-certificates.tsx'
import { OwnCertificates } from '../certificates/own-certificates.tsx'
import { PasswordRotation } from '../certificates/password-rotation.tsx'
import { SecurityUpgrade } from '../certificates/security-upgrade.tsx'
import classes from '../station.module.css'
import type { TabProps } from './tab-props.ts'

/** How the station proves who it is, and whom it trusts. */
export function CertificatesTab({ station }: TabProps) {
  return (
    <div className={classes['overview']}>
      <Widget lines={3}>
        <SecurityUpgrade station={station} />
      </Widget>
      <Widget lines={3}>
        <PasswordRotation station={station} />
      </Widget>
      <Widget lines={4}>
        <OwnCertificates station={station} />
      </Widget>
      <Widget lines={4}>
        <InstalledCertificates station={station} />
      </Widget>
    </div>
  )
}
