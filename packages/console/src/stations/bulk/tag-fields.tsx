import { Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import classes from './bulk.module.css'
import type { ChangeFieldsProps } from './change-dialog.tsx'
import { stationTagsQuery } from './queries.ts'

/** Tags to add, as words, and tags to take away, as boxes. */
export function TagFields({ onChange }: ChangeFieldsProps) {
  const text = useText()
  const { data } = useQuery(stationTagsQuery)
  const [added, setAdded] = useState('')
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set())
  const tell = (words: string, boxes: ReadonlySet<string>) => {
    const addTags = words
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter((word) => word !== '')
    const change = {
      ...(addTags.length === 0 ? {} : { addTags }),
      ...(boxes.size === 0 ? {} : { removeTags: [...boxes] }),
    }
    onChange(Object.keys(change).length === 0 ? undefined : change)
  }
  return (
    <>
      <TextInput
        label={text('bulk.addTags')}
        description={text('bulk.addTags.hint')}
        value={added}
        maxLength={400}
        onChange={(event) => {
          setAdded(event.currentTarget.value)
          tell(event.currentTarget.value, removed)
        }}
      />
      <fieldset className={classes['choices']}>
        <legend>{text('bulk.removeTags')}</legend>
        {data?.items.length === 0 ? text('bulk.noTags') : null}
        {data?.items.map(({ tag }) => (
          <Checkbox
            key={tag}
            label={<span translate="no">{tag}</span>}
            checked={removed.has(tag)}
            onChange={(event) => {
              const next = new Set(removed)
              if (event.currentTarget.checked) next.add(tag)
              else next.delete(tag)
              setRemoved(next)
              tell(added, next)
            }}
          />
        ))}
      </fieldset>
    </>
  )
}
