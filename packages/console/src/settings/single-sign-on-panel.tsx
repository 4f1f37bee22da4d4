import { Button } from '@mantine/core'
import type { SingleSignOn } from '@stationmaster/server/contract'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { queryKeys } from '../app/query-keys.ts'
import { roleWord } from '../people/role-fields.tsx'
import { FormDialog } from '../ui/dialog.tsx'
import { Facts, Raw } from '../ui/facts.tsx'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import { singleSignOnQuery } from './queries.ts'
import { SingleSignOnDialog } from './single-sign-on-dialog.tsx'

type Settings = NonNullable<SingleSignOn['settings']>

/** The tenant's identity provider. */
export function SingleSignOnPanel() {
  const text = useText()
  const { data } = useSuspenseQuery(singleSignOnQuery)
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null)
  const close = () => setDialog(null)
  const { settings } = data
  return (
    <Panel
      title={text('signOn.title')}
      aside={
        <>
          {settings === null ? null : (
            <Button size="compact-md" variant="subtle" color="red" onClick={() => setDialog('remove')}>
              {text('signOn.remove')}
            </Button>
          )}
          {/* It gives newcomers a role. */}
          <May have="people.read">
            <Button size="compact-md" variant="default" onClick={() => setDialog('edit')}>
              {text(settings === null ? 'signOn.setUp' : 'signOn.change')}
            </Button>
          </May>
        </>
      }
    >
      {settings === null ? (
        <EmptyState icon={LogIn} title={text('signOn.none')}>
          {text('signOn.none.text')}
        </EmptyState>
      ) : (
        <SignOnFacts settings={settings} />
      )}
      {dialog === 'edit' ? <SingleSignOnDialog signOn={data} onClose={close} /> : null}
      {dialog === 'remove' ? <RemoveDialog onClose={close} /> : null}
    </Panel>
  )
}

function SignOnFacts({ settings }: { settings: Settings }) {
  const text = useText()
  const { name, issuer, domains, role, roleName, allowsPassword, sessionHours } = settings
  return (
    <Facts
      facts={[
        { name: text('signOn.provider'), value: <Raw>{`${name} · ${issuer}`}</Raw> },
        { name: text('signOn.domains'), value: <Raw>{domains.join(', ')}</Raw> },
        {
          name: text('signOn.newcomers'),
          value: role === null ? text('signOn.newcomers.none') : roleWord(text, { role, roleName }),
        },
        {
          name: text('signOn.passwords'),
          value: text(allowsPassword ? 'signOn.passwords.on' : 'signOn.passwords.off'),
        },
        { name: text('signOn.hours'), value: text('signOn.hoursValue', { hours: sessionHours }) },
      ]}
    />
  )
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call('removeSingleSignOn', {}),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.singleSignOn })
      onClose()
    },
  })
  return (
    <FormDialog
      title={text('signOn.remove.title')}
      opened
      onClose={onClose}
      onSubmit={() => remove.mutate()}
      submit={text('signOn.remove')}
      danger
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p style={{ margin: 0 }}>{text('signOn.remove.text')}</p>
    </FormDialog>
  )
}
