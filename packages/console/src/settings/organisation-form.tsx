import { Button } from '@mantine/core'
import { errorLine } from '../app/errors.ts'
import { useText } from '../app/i18n/use-text.ts'
import { Panel } from '../ui/panel.tsx'
import { BrandFields } from './brand-fields.tsx'
import classes from './organisation.module.css'
import { useOrganisationForm } from './use-organisation-form.ts'
import { WayFields } from './way-fields.tsx'

/** How the organisation looks, and what it reckons with. */
export function OrganisationForm() {
  const text = useText()
  const form = useOrganisationForm()
  const { save, isChanged, isWrong } = form
  return (
    <form
      noValidate
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && !isWrong) save.mutate()
      }}
    >
      <p className={classes['lead']}>{text('organisation.lead')}</p>
      <Panel title={text('organisation.brand')}>
        <BrandFields form={form} />
      </Panel>
      <Panel title={text('organisation.ways')}>
        <WayFields form={form} />
      </Panel>
      <div className={classes['save']}>
        <Button type="submit" loading={save.isPending} disabled={!isChanged || isWrong}>
          {text('ui.save')}
        </Button>
        <span role="status">
          {save.isSuccess ? text('organisation.saved') : isChanged ? null : text('organisation.unchanged')}
        </span>
        <span role="alert" className={classes['bad']}>
          {save.isError ? errorLine(save.error, text) : null}
        </span>
      </div>
    </form>
  )
}
