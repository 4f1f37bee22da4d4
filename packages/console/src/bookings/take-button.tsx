import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { useSites } from '../sites/use-sites.ts'
import { emptyRequest, type RequestForm } from './request-form.ts'

const RequestDialog = lazy(async () => ({ default: (await import('./request-dialog.tsx')).RequestDialog }))

/** Opens the form for a request; what was typed is there again until it is taken down. */
export function TakeButton({ siteId }: { siteId: string | undefined }) {
  const text = useText()
  const sites = useSites()
  const [isOpen, setOpen] = useState(false)
  const [form, setForm] = useState<RequestForm | null>(null)
  const open = () => {
    const site = sites.find(({ id }) => id === siteId) ?? (sites.length === 1 ? sites[0] : undefined)
    setForm((typed) => typed ?? emptyRequest(site?.id ?? '', site?.timeZone))
    setOpen(true)
  }
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={open}>{text('booking.take')}</Button>
      {isOpen && form !== null ? (
        <Suspense fallback={null}>
          <RequestDialog
            form={form}
            onChange={setForm}
            onClose={close}
            onTaken={() => {
              setForm(null)
              close()
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
