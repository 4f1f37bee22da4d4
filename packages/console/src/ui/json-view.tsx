import { CopyButton } from './copy-button.tsx'
import classes from './json-view.module.css'

/** Text of a frame, laid out when it is JSON and as it came when it is not. */
function prettyJson(source: string): string {
  try {
    return visible(JSON.stringify(JSON.parse(source), null, 2))
  } catch {
    return visible(source)
  }
}

/** Controls, and marks that turn a text around, as JSON may write them: what is shown is what was sent, in its order. */
function visible(json: string): string {
  return json.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** A frame or payload, as text only: stations are not trusted. */
export function JsonView({ source, what }: { source: string; what: string }) {
  const pretty = prettyJson(source)
  return (
    <figure className={classes['figure']}>
      <figcaption className={classes['caption']}>
        {what}
        <CopyButton value={pretty} what={what} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className={classes['json']} tabIndex={0} translate="no">
        {pretty}
      </pre>
    </figure>
  )
}
