import { useText } from '../app/i18n/use-text.ts'
import { Widget } from '../app/widget.tsx'
import { Page } from '../ui/page.tsx'
import { Choices } from './choices.tsx'
import { Devices } from './devices.tsx'

/** What the reader is told of, and how. */
export function NotificationsPage() {
  const text = useText()
  return (
    <Page title={text('notices.title')} lead={text('notices.lead')}>
      <Widget>
        <Devices />
      </Widget>
      <Widget lines={10}>
        <Choices />
      </Widget>
    </Page>
  )
}
