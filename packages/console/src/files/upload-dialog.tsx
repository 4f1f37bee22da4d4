import { Textarea, type TextareaProps, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { errorLine } from '../app/errors.ts'
import { useFormat } from '../app/i18n/use-format.ts'
import { useText } from '../app/i18n/use-text.ts'
import { queryKeys } from '../app/query-keys.ts'
import { FormDialog } from '../ui/dialog.tsx'
import { serverRefusal } from '../ui/form-errors.ts'
import classes from './files.module.css'
import { uploadImage } from './upload-image.ts'

const fields = ['version', 'vendor', 'model', 'sha256'] as const
type Words = Readonly<Record<(typeof fields)[number] | 'name' | 'signature' | 'signingCertificate', string>>
const nothing: Words = {
  name: '',
  version: '',
  vendor: '',
  model: '',
  sha256: '',
  signature: '',
  signingCertificate: '',
}

/** Takes a firmware image into the store. */
export function UploadDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [words, setWords] = useState(nothing)
  const [part, setPart] = useState(0)
  const upload = useMutation({
    mutationFn: (content: File) => uploadImage(factsOf(words), content, setPart),
    onSuccess: () => {
      setFile(null)
      setWords(nothing)
      setPart(0)
      onClose()
      return client.invalidateQueries({ queryKey: queryKeys.fileLists })
    },
  })
  const set = (change: Partial<Words>) => setWords((known) => ({ ...known, ...change }))
  const field = (name: keyof Words) => ({
    label: text(`files.field.${name}`),
    value: words[name],
    error: serverRefusal(upload.error, name, text),
    autoComplete: 'off',
    spellCheck: false,
  })
  return (
    <FormDialog
      title={text('files.upload')}
      opened={opened}
      onClose={onClose}
      onSubmit={() => file !== null && upload.mutate(file)}
      submit={text('files.upload')}
      busy={upload.isPending}
      disabled={file === null || words.name.trim() === ''}
      error={upload.isError ? errorLine(upload.error, text) : undefined}
    >
      <FilePicker
        onPick={(picked) => {
          setFile(picked)
          if (words.name === '') set({ name: picked?.name ?? '' })
        }}
      />
      <TextInput {...field('name')} required onChange={(event) => set({ name: event.currentTarget.value })} />
      {fields.map((name) => (
        <TextInput
          key={name}
          {...field(name)}
          description={text.maybe(`files.field.${name}.hint`) ?? undefined}
          onChange={(event) => set({ [name]: event.currentTarget.value })}
        />
      ))}
      <Signature field={field} set={set} />
      {upload.isPending ? <Progress part={part} /> : null}
    </FormDialog>
  )
}

interface SignatureProps {
  readonly field: (name: keyof Words) => Pick<TextareaProps, 'label' | 'value' | 'error'>
  readonly set: (change: Partial<Words>) => void
}

function Signature({ field, set }: SignatureProps) {
  const text = useText()
  return (
    <details>
      <summary>{text('files.signed')}</summary>
      <div style={{ display: 'grid', gap: 12, paddingBlockStart: 8 }}>
        <Textarea
          {...field('signature')}
          rows={3}
          onChange={(event) => set({ signature: event.currentTarget.value })}
        />
        <Textarea
          {...field('signingCertificate')}
          rows={4}
          onChange={(event) => set({ signingCertificate: event.currentTarget.value })}
        />
      </div>
    </details>
  )
}

function Progress({ part }: { part: number }) {
  const text = useText()
  const format = useFormat()
  return (
    <div role="status">
      <progress className={classes['progress']} value={part} max={1} aria-label={text('files.uploading')} />{' '}
      {format.percent(part * 100)}
    </div>
  )
}

function FilePicker({ onPick }: { onPick: (file: File | null) => void }) {
  const text = useText()
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className={classes['label']}>
        {text('files.file')}
      </label>
      <input
        id={id}
        type="file"
        className={classes['picker']}
        onChange={(event) => onPick(event.currentTarget.files?.[0] ?? null)}
      />
    </div>
  )
}

/** What is filled in; the rest is left out. */
function factsOf(words: Words) {
  const { name, ...rest } = words
  const filled = Object.entries(rest).map(([key, value]) => [key, value.trim()] as const)
  return { name: name.trim(), ...Object.fromEntries(filled.filter(([, value]) => value !== '')) }
}
