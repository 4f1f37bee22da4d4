import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { saveFile } from '../stations/dialogs/save-file.ts'
import classes from './configuration.module.css'
import { driftCsv } from './drift-csv.ts'
import { allDriftedValues, type DriftFilter } from './queries.ts'

interface ExportButtonProps {
  readonly filter: DriftFilter
  readonly templates: readonly { readonly id: string; readonly name: string }[]
}

/** Everything that deviates, as a file for a spreadsheet. */
export function ExportButton({ filter, templates }: ExportButtonProps) {
  const text = useText()
  const save = useMutation({
    mutationFn: () => allDriftedValues(filter),
    onSuccess: (values) => {
      const names = new Map(templates.map(({ id, name }) => [id, name]))
      saveFile(`deviations-${new Date().toISOString().slice(0, 10)}.csv`, driftCsv(values, names), 'text/csv')
    },
  })
  return (
    <div className={classes['aside']}>
      <span role="alert" className={classes['error']}>
        {save.isError ? errorLine(save.error, text) : null}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Download size={14} aria-hidden />}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {text('drift.export')}
      </Button>
    </div>
  )
}
