import { Button, Menu, NativeSelect } from '@mantine/core'
import type { Webhook } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import classes from './integrations.module.css'
import { Redeliver } from './redeliver.tsx'
import { EditWebhook, IssuedSecret } from './webhook-form.tsx'

type Asked = 'edit' | 'rotate' | 'redeliver' | 'delete'

/** What can be done with a webhook. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const text = useText()
  const client = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const { id } = webhook
  const onSuccess = () => client.invalidateQueries({ queryKey: queryKeys.webhooks })
  const test = useMutation({ mutationFn: () => call('testWebhook', { params: { id } }), onSuccess })
  const isOn = webhook.state === 'enabled'
  const turn = useMutation({
    mutationFn: () => call('updateWebhook', { params: { id }, body: { enabled: !isOn } }),
    onSuccess,
  })
  const failed = [test, turn].find(({ isError }) => isError)
  return (
    <>
      <span role="alert" className={classes['bad']}>
        {failed === undefined ? null : errorLine(failed.error, text)}
      </span>
      <Button variant="default" loading={test.isPending} disabled={!isOn} onClick={() => test.mutate()}>
        {text('webhooks.test')}
      </Button>
      <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
        {text(isOn ? 'webhooks.pause' : 'webhooks.resume')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronDown size={16} aria-hidden />}>
            {text('webhooks.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('edit')}>{text('webhooks.edit')}</Menu.Item>
          <Menu.Item onClick={() => setAsked('rotate')}>{text('webhooks.rotate')}</Menu.Item>
          <Menu.Item onClick={() => setAsked('redeliver')}>{text('webhooks.redeliverMany')}</Menu.Item>
          <Menu.Item onClick={() => setAsked('delete')}>{text('webhooks.delete')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'edit' ? <EditWebhook webhook={webhook} onClose={close} /> : null}
      {asked === 'rotate' ? <RotateSecret webhook={webhook} onClose={close} /> : null}
      {asked === 'redeliver' ? <Redeliver webhookId={id} onClose={close} /> : null}
      {asked === 'delete' ? <DeleteWebhook webhook={webhook} onClose={close} /> : null}
    </>
  )
}

interface Asking {
  readonly webhook: Webhook
  readonly onClose: () => void
}

const OVERLAPS = [0, 1, 24, 168] as const

function RotateSecret({ webhook, onClose }: Asking) {
  const text = useText()
  const client = useQueryClient()
  const [hours, setHours] = useState<number>(24)
  const rotate = useMutation({
    mutationFn: () => call('rotateWebhookSecret', { params: { id: webhook.id }, body: { overlapHours: hours } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webhooks }),
  })
  if (rotate.data !== undefined) {
    return <IssuedSecret title={text('webhooks.rotated')} {...rotate.data} onClose={onClose} />
  }
  return (
    <FormDialog
      title={text('webhooks.rotate')}
      opened
      onClose={onClose}
      onSubmit={() => rotate.mutate()}
      submit={text('webhooks.rotate.do')}
      busy={rotate.isPending}
      error={rotate.isError ? errorLine(rotate.error, text) : undefined}
    >
      <NativeSelect
        label={text('webhooks.overlap')}
        description={text('webhooks.overlap.hint')}
        value={String(hours)}
        data={OVERLAPS.map((value) => ({ value: String(value), label: text('webhooks.hours', { count: value }) }))}
        onChange={(event) => setHours(Number(event.currentTarget.value))}
      />
    </FormDialog>
  )
}

function DeleteWebhook({ webhook, onClose }: Asking) {
  const text = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => call('deleteWebhook', { params: { id: webhook.id } }),
    onSuccess: async () => {
      await navigate({ to: '/integrations' })
      await client.invalidateQueries({ queryKey: queryKeys.webhooks, exact: true })
    },
  })
  return (
    <FormDialog
      title={text('webhooks.delete')}
      opened
      danger
      onClose={onClose}
      onSubmit={() => remove.mutate()}
      submit={text('webhooks.delete')}
      busy={remove.isPending}
      error={remove.isError ? errorLine(remove.error, text) : undefined}
    >
      <p className={classes['plain']}>{text('webhooks.delete.text', { name: webhook.name })}</p>
    </FormDialog>
  )
}
