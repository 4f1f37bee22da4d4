import { Button, Modal } from '@mantine/core'
import { useText } from '../app/i18n/use-text.ts'
import dialog from '../ui/dialog.module.css'
import { SecretField } from '../ui/secret-field.tsx'

/** The link for a first owner, shown once. */
export function InvitationLink({ name, link, onClose }: { name: string; link: string; onClose: () => void }) {
  const text = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('tenants.made', { name })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <div className={dialog['form']}>
        <SecretField label={text('tenants.link')} value={link} hint={text('tenants.link.hint')} />
        <div className={dialog['buttons']}>
          <Button onClick={onClose}>{text('ui.done')}</Button>
        </div>
      </div>
    </Modal>
  )
}
