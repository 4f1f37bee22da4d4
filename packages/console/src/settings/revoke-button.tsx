import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'

/** Ends an API key, after a question: what uses it stops working at once. */
export function RevokeButton({ id, name }: { id: string; name: string }) {
  const text = useText()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation({
    mutationFn: () => call('deleteApiKey', { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  })
  return (
    <>
      <Button
        size="compact-md"
        variant="subtle"
        color="red"
        aria-label={text('settings.apiKeys.revokeOf', { name })}
        onClick={() => setAsking(true)}
      >
        {text('settings.apiKeys.revoke')}
      </Button>
      <FormDialog
        title={text('settings.apiKeys.revokeOf', { name })}
        opened={asking}
        onClose={() => setAsking(false)}
        onSubmit={() => revoke.mutate()}
        submit={text('settings.apiKeys.revoke')}
        danger
        busy={revoke.isPending}
        error={revoke.isError ? errorLine(revoke.error, text) : undefined}
      >
        <p style={{ margin: 0 }}>{text('settings.apiKeys.revoke.text')}</p>
      </FormDialog>
    </>
  )
}
