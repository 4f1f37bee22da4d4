import { Checkbox } from '@mantine/core'
import type { GrantedPermission } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { useMay } from '../app/use-may.ts'
import { permissionGroups } from './permission-groups.ts'
import classes from './roles.module.css'

interface PermissionChecksProps {
  readonly value: readonly GrantedPermission[]
  readonly onChange: (value: readonly GrantedPermission[]) => void
}

/** Every permission in plain words. What the reader does not have cannot be given. */
export function PermissionChecks({ value, onChange }: PermissionChecksProps) {
  const text = useText()
  const may = useMay()
  return permissionGroups.map(({ title, permissions }) => (
    <fieldset key={title} className={classes['group']}>
      <legend>{text(title)}</legend>
      {permissions.map(({ name, label }) => (
        <Checkbox
          key={name}
          label={text(label)}
          {...(may(name) ? {} : { description: text('roles.cannotGive'), disabled: true })}
          checked={value.includes(name)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? [...value, name] : value.filter((each) => each !== name))
          }
        />
      ))}
    </fieldset>
  ))
}
