import type { Role } from '@stationmaster/server/contract'
import { Check } from 'lucide-react'
import { Fragment } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { permissionGroups } from './permission-groups.ts'
import { roleWord } from './role-fields.tsx'
import classes from './roles.module.css'

/** All roles beside one another: a row for each permission in plain words. */
export function RoleMatrix({ roles }: { roles: readonly Role[] }) {
  const text = useText()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by the keyboard
    <section className={classes['scroll']} aria-label={text('roles.compare')} tabIndex={0}>
      <table className={classes['matrix']}>
        <thead>
          <tr>
            <th scope="col">{text('roles.permission')}</th>
            {roles.map(({ id, name }) => (
              <th key={id} scope="col" {...(name === null ? {} : { translate: 'no' })}>
                {roleWord(text, { role: id, roleName: name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionGroups.map(({ title, permissions }) => (
            <Fragment key={title}>
              <tr>
                <th scope="colgroup" colSpan={roles.length + 1}>
                  {text(title)}
                </th>
              </tr>
              {permissions.map(({ name, label }) => (
                <tr key={name}>
                  <th scope="row">{text(label)}</th>
                  {roles.map((role) => (
                    <td key={role.id}>
                      {role.permissions.includes(name) ? (
                        <Check size={16} aria-label={text('roles.has')} role="img" />
                      ) : null}
                      {role.permissions.includes(name) ? null : (
                        <span className="sm-visually-hidden">{text('roles.hasNot')}</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}
