import classes from './api.module.css'
import { type ApiDescription, list, record, resolved, type Schema, text } from './openapi.ts'

/** How far parts of parts are spelt out; what lies deeper is named. */
const DEEPEST = 5

interface SchemaViewProps {
  readonly schema: Schema
  readonly schemas: ApiDescription['schemas']
  readonly depth?: number
}

/** What a schema allows, in the words of JSON schema: they are the same in every language. */
export function SchemaView({ schema: given, schemas, depth = 0 }: SchemaViewProps) {
  const schema = resolved(given, schemas)
  const properties = Object.entries(record(schema['properties']))
  const variants = [...list(schema['anyOf']), ...list(schema['oneOf']), ...list(schema['allOf'])].map(record)
  const items = schema['items'] === undefined ? null : record(schema['items'])
  const required = new Set(list(schema['required']))
  const isDeep = depth < DEEPEST
  return (
    <div className={classes['schema']} translate="no" lang="en">
      <span className={classes['kind']}>{kindOf(given, schema)}</span>
      {isDeep && properties.length > 0 ? (
        <ul className={classes['fields']}>
          {properties.map(([name, part]) => (
            <li key={name}>
              <code>{name}</code>
              {required.has(name) ? <strong className={classes['required']}> required</strong> : null}
              <SchemaView schema={record(part)} schemas={schemas} depth={depth + 1} />
            </li>
          ))}
        </ul>
      ) : null}
      {isDeep && items !== null ? <SchemaView schema={items} schemas={schemas} depth={depth + 1} /> : null}
      {isDeep && variants.length > 0 ? (
        <ul className={classes['fields']}>
          {variants.map((variant, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: variants have no name and never change
            <li key={index}>
              <SchemaView schema={variant} schemas={schemas} depth={depth + 1} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** The type with its bounds, as far as they fit into a line. */
function kindOf(given: Schema, schema: Schema): string {
  const name = text(given['$ref']).split('/').at(-1) ?? ''
  const types = [schema['type']].flat().filter((type) => typeof type === 'string')
  const choices = list(schema['enum']).map((value) => JSON.stringify(value))
  const bounds = ['format', 'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'default', 'const']
    .filter((bound) => schema[bound] !== undefined)
    .map((bound) => `${bound} ${JSON.stringify(schema[bound])}`)
  const variants = (schema['anyOf'] ?? schema['oneOf']) ? ['one of'] : []
  return [name, types.join(' or '), ...variants, choices.join(' | '), ...bounds]
    .filter((part) => part !== '')
    .join(' · ')
}
