import { ActionIcon, Button, TextInput } from '@mantine/core'
import { type Site, SiteContact } from '@stationmaster/server/contract'
import { Plus, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../app/api.ts'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { May } from '../app/may.tsx'
import { FormDialog } from '../ui/dialog.tsx'
import { refusedFields } from '../ui/form-errors.ts'
import { EmptyState } from '../ui/message.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './site.module.css'
import { useSiteChange } from './use-site-change.ts'

const MOST = 20

/** Whom to call about a site, and what for. */
export function ContactsPanel({ site }: { site: Site }) {
  const text = useText()
  const [edited, setEdited] = useState(false)
  return (
    <Panel
      title={text('site.contacts')}
      aside={
        <May call="updateSite">
          <Button variant="default" size="xs" aria-label={text('site.contacts.edit')} onClick={() => setEdited(true)}>
            {text('ui.edit')}
          </Button>
        </May>
      }
    >
      {site.contacts.length === 0 ? (
        <EmptyState icon={UserRound} title={text('site.contacts.none')}>
          {text('site.contacts.none.text')}
        </EmptyState>
      ) : (
        <ul className={classes['contacts']}>
          {site.contacts.map((contact) => (
            <Contact key={JSON.stringify(contact)} contact={contact} />
          ))}
        </ul>
      )}
      {edited ? <ContactsDialog site={site} onClose={() => setEdited(false)} /> : null}
    </Panel>
  )
}

function Contact({ contact: { name, role, phone, email } }: { contact: SiteContact }) {
  return (
    <li translate="no">
      <strong>{name}</strong>
      {role === undefined ? null : <span className={classes['dim']}>{role}</span>}
      {phone === undefined ? null : (
        <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
          {phone}
        </a>
      )}
      {email === undefined ? null : <a href={`mailto:${email}`}>{email}</a>}
    </li>
  )
}

const FIELDS = ['name', 'role', 'phone', 'email'] as const
type ContactForm = Readonly<Record<(typeof FIELDS)[number] | 'id', string>>

function contactForm({ name, role = '', phone = '', email = '' }: Partial<SiteContact>): ContactForm {
  return { id: crypto.randomUUID(), name: name ?? '', role, phone, email }
}

/** What was typed; a field left empty is left out. */
function contactInput(form: ContactForm): SiteContact {
  const word = (field: 'role' | 'phone' | 'email') => (form[field].trim() === '' ? {} : { [field]: form[field].trim() })
  return { name: form.name.trim(), ...word('role'), ...word('phone'), ...word('email') }
}

function ContactsDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const text = useText()
  const [forms, setForms] = useState(() =>
    [...site.contacts, ...(site.contacts.length === 0 ? [{}] : [])].map(contactForm),
  )
  const contacts = forms.map(contactInput)
  const save = useSiteChange(() => call('updateSite', { params: { id: site.id }, body: { contacts } }), onClose)
  const change = (id: string, part: Partial<ContactForm>) =>
    setForms(forms.map((form) => (form.id === id ? { ...form, ...part } : form)))
  return (
    <FormDialog
      size="lg"
      title={text('site.contacts.edit')}
      opened
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submit={text('ui.save')}
      busy={save.isPending}
      disabled={contacts.some((contact) => !SiteContact.safeParse(contact).success)}
      error={save.isError ? errorLine(save.error, text) : undefined}
    >
      {forms.map((form, index) => {
        const refused = refusedFields(SiteContact, contactInput(form))
        const name = text('form.item', { what: text('site.contact'), number: index + 1 })
        return (
          <fieldset key={form.id} className={classes['contact']}>
            <legend>{name}</legend>
            {FIELDS.map((field) => (
              <TextInput
                key={field}
                label={text(`site.contact.${field}`)}
                required={field === 'name'}
                maxLength={field === 'phone' ? 40 : field === 'email' ? 254 : 100}
                value={form[field]}
                error={form[field] !== '' && refused.has(field) ? text('form.invalid') : null}
                onChange={(event) => change(form.id, { [field]: event.currentTarget.value })}
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={text('form.remove', { what: name })}
              onClick={() => setForms(forms.filter(({ id }) => id !== form.id))}
            >
              <X size={16} aria-hidden />
            </ActionIcon>
          </fieldset>
        )
      })}
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        disabled={forms.length >= MOST}
        onClick={() => setForms([...forms, contactForm({})])}
      >
        {text('form.add', { what: text('site.contact') })}
      </Button>
    </FormDialog>
  )
}
