import { Button } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useText } from '../app/i18n/use-text.ts'
import type { Refusals } from '../forms/refusals.ts'
import classes from './configuration.module.css'
import { EntryFields } from './entry-fields.tsx'
import { type EntryDraft, newEntry } from './template-draft.ts'

interface EntryListProps {
  readonly entries: readonly EntryDraft[]
  readonly refusals: Refusals
  readonly onChange: (entries: readonly EntryDraft[]) => void
}

/** The values of a template. */
export function EntryList({ entries, refusals, onChange }: EntryListProps) {
  const text = useText()
  const change = (at: number, part: Partial<EntryDraft>) =>
    onChange(entries.map((entry, index) => (index === at ? { ...entry, ...part } : entry)))
  return (
    <>
      <p className={classes['hint']}>{text('template.entries.hint')}</p>
      <ol className={classes['entries']}>
        {entries.map((entry, index) => (
          <li key={entry.id}>
            <fieldset className={classes['entry']}>
              <legend className="sm-visually-hidden">{text('template.entry', { number: index + 1 })}</legend>
              <EntryFields
                entry={entry}
                refusalOf={(field) => refusals.get(field === '' ? `entries.${index}` : `entries.${index}.${field}`)}
                change={(part) => change(index, part)}
              />
              {entries.length > 1 ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={text('template.removeEntry', { number: index + 1 })}
                  onClick={() => onChange(entries.filter((_, at) => at !== index))}
                >
                  <X size={14} aria-hidden />
                </Button>
              ) : null}
            </fieldset>
          </li>
        ))}
      </ol>
      <Button
        mt="sm"
        size="compact-sm"
        variant="light"
        leftSection={<Plus size={14} aria-hidden />}
        onClick={() => onChange([...entries, newEntry(crypto.randomUUID())])}
      >
        {text('template.addEntry')}
      </Button>
    </>
  )
}
