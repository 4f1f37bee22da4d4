import { Button } from '@mantine/core'
import type { AuditVerification } from '@stationmaster/server/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { type Text, useText } from '../app/i18n/use-text.ts'
import classes from './audit.module.css'

/** Recomputes the chain of hashes when asked, and says what came of it. */
export function Verification() {
  const text = useText()
  const verify = useMutation({ mutationFn: () => call('verifyAudit', {}) })
  return (
    <div className={classes['aside']}>
      <span role="status" className={classes['dim']}>
        {verify.isError ? errorLine(verify.error, text) : null}
        {verify.data === undefined ? null : verdict(text, verify.data)}
      </span>
      <Button size="compact-sm" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        {text('audit.verify')}
      </Button>
    </div>
  )
}

function verdict(text: Text, found: AuditVerification): string {
  if (!found.intact) {
    return text('audit.broken', { position: found.broken?.position ?? 0 })
  }
  const parts = [text('audit.intact', { count: found.checked })]
  if (found.erased > 0) parts.push(text('audit.erasedCount', { count: found.erased }))
  if (found.expired > 0) parts.push(text('audit.expiredCount', { count: found.expired }))
  return parts.join(' ')
}
