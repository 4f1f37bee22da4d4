import { Check, type LucideIcon } from 'lucide-react'
import { type ReactNode, type ToggleEvent, useId, useRef } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import classes from './drop-menu.module.css'

export interface DropChoice {
  readonly key: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly isChosen?: boolean
  /** Language of the label, where it is not the page's. */
  readonly lang?: string
  /** The label holds a name that somebody has given. */
  readonly isName?: boolean
  readonly onChoose: () => void
}

interface DropMenuProps {
  readonly label: string
  readonly icon: LucideIcon
  readonly head?: ReactNode
  readonly choices: readonly DropChoice[]
}

/** A button of the header with choices below it, on the browser's own popover: no positioning library is fetched. */
export function DropMenu({ label, icon: Icon, head, choices }: DropMenuProps) {
  const text = useText()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const at = button.current?.getBoundingClientRect()
    if (at === undefined || event.newState !== 'open') return
    event.currentTarget.style.top = `${at.bottom + 6}px`
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const beyond = isRtl ? at.left : window.innerWidth - at.right
    event.currentTarget.style.insetInlineEnd = `${Math.max(8, beyond)}px`
  }
  return (
    <>
      <button ref={button} type="button" className={classes['button']} aria-label={label} popoverTarget={id}>
        <Icon size={16} aria-hidden />
      </button>
      <div id={id} popover="auto" className={classes['menu']} onBeforeToggle={place}>
        {head === undefined ? null : <div className={classes['head']}>{head}</div>}
        {choices.map(({ key, label: words, icon: Sign, isChosen = false, lang, isName = false, onChoose }) => (
          <button
            key={key}
            type="button"
            className={classes['choice']}
            popoverTarget={id}
            popoverTargetAction="hide"
            onClick={onChoose}
            {...(lang === undefined ? {} : { lang })}
            {...(lang === undefined && !isName ? {} : { translate: 'no' })}
          >
            {Sign === undefined ? null : <Sign size={16} aria-hidden />}
            <span>{words}</span>
            {isChosen ? <Check size={16} role="img" aria-label={text('ui.chosen')} /> : null}
          </button>
        ))}
      </div>
    </>
  )
}
