import { Kbd, Modal } from '@mantine/core'
import { MoreWords } from '../i18n/later-words.tsx'
import { useText } from '../i18n/use-text.ts'
import { useDestinations } from './navigation.tsx'
import classes from './shortcuts.module.css'

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <MoreWords>
      <Shortcuts onClose={onClose} />
    </MoreWords>
  )
}

function Shortcuts({ onClose }: { onClose: () => void }) {
  const text = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('shortcuts.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <dl className={classes['keys']}>
        <Keys keys={['Ctrl', 'K']} meaning={text('shortcuts.palette')} />
        <Keys keys={['Ctrl', 'Z']} meaning={text('shortcuts.undo')} />
        <Keys keys={['/']} meaning={text('shortcuts.filter')} />
        <Keys keys={['j']} meaning={text('shortcuts.next')} />
        <Keys keys={['k']} meaning={text('shortcuts.previous')} />
        <Keys keys={['?']} meaning={text('shortcuts.help')} />
        {useDestinations().map(({ to, key, label }) => (
          <Keys key={to} keys={['g', key]} meaning={text('shortcuts.goTo', { page: text(label) })} />
        ))}
      </dl>
    </Modal>
  )
}

function Keys({ keys, meaning }: { keys: readonly string[]; meaning: string }) {
  return (
    <div className={classes['line']}>
      <dt>{meaning}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  )
}
