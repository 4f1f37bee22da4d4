import { Button } from '@mantine/core'
import type { Member } from '@stationmaster/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { type RoleChoice, RoleFields } from './role-fields.tsx'

/** Changes what somebody may do, signs them out, or removes them from the tenant. */
export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [choice, setChoice] = useState<RoleChoice>({ role: member.role, scope: member.scope })
  const [isRemoving, setRemoving] = useState(false)
  const params = { id: member.id }
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: queryKeys.people })
    onClose()
  }
  const save = useMutation({ mutationFn: () => call('updateMember', { params, body: choice }), onSuccess })
  const signOut = useMutation({ mutationFn: () => call('endMemberSessions', { params }), onSuccess })
  const remove = useMutation({ mutationFn: () => call('removeMember', { params }), onSuccess })
  const failed = [save, signOut, remove].find(({ isError }) => isError)
  return (
    <FormDialog
      title={text(isRemoving ? 'people.removeOf' : 'people.changeOf', { name: member.name })}
      opened
      onClose={onClose}
      onSubmit={() => (isRemoving ? remove.mutate() : save.mutate())}
      submit={text(isRemoving ? 'people.remove' : 'ui.save')}
      danger={isRemoving}
      busy={save.isPending || remove.isPending}
      error={failed === undefined ? undefined : errorLine(failed.error, text)}
    >
      {isRemoving ? (
        <p style={{ margin: 0 }}>{text('people.remove.text')}</p>
      ) : (
        <>
          <RoleFields value={choice} onChange={setChoice} />
          <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
            {text('people.signOut')}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
            {text('people.remove')}
          </Button>
        </>
      )}
    </FormDialog>
  )
}
