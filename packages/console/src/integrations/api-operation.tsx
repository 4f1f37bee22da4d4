import { useState } from 'react'
import { useText } from '../app/i18n/use-text.ts'
import { JsonView } from '../ui/json-view.tsx'
import classes from './api.module.css'
import { type ApiDescription, type ApiOperation, curlOf, sampleOf } from './openapi.ts'
import { SchemaView } from './schema-view.tsx'

interface ApiOperationProps {
  readonly operation: ApiOperation
  readonly description: ApiDescription
}

/** One operation in a line; what it takes and gives when it is opened. */
export function ApiOperationView({ operation, description }: ApiOperationProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className={classes['operation']} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <code className={classes['method']} translate="no">
          {operation.method}
        </code>{' '}
        <code className={classes['path']} translate="no">
          {operation.path}
        </code>{' '}
        <span className={classes['summary']} lang="en" translate="no">
          {operation.summary}
        </span>
      </summary>
      {isOpen ? <Details operation={operation} description={description} /> : null}
    </details>
  )
}

function Details({ operation, description }: ApiOperationProps) {
  const text = useText()
  const { schemas } = description
  const { request, response, parameters, permission } = operation
  const example = (given: { readonly example: unknown; readonly schema: Parameters<typeof sampleOf>[0] }) =>
    JSON.stringify(given.example ?? sampleOf(given.schema, schemas))
  return (
    <div className={classes['details']}>
      {permission === '' ? null : (
        <p>
          {text('api.permission')} <code translate="no">{permission}</code>
        </p>
      )}
      {parameters.length === 0 ? null : (
        <>
          <h3>{text('api.parameters')}</h3>
          <ul className={classes['fields']} translate="no" lang="en">
            {parameters.map(({ name, place, isRequired, schema, description: words }) => (
              <li key={`${place} ${name}`}>
                <code>{name}</code> <span className={classes['kind']}>{place}</span>
                {isRequired ? <strong className={classes['required']}> required</strong> : null}
                {words === null ? null : <span> {words}</span>}
                <SchemaView schema={schema} schemas={schemas} />
              </li>
            ))}
          </ul>
        </>
      )}
      {request === null ? null : (
        <>
          <h3>{text('api.request')}</h3>
          <SchemaView schema={request.schema} schemas={schemas} />
          <JsonView what={text('api.example')} source={example(request)} />
        </>
      )}
      <h3>{text('api.response', { status: response.status })}</h3>
      {response.schema === null ? (
        <p>{text('api.noBody')}</p>
      ) : (
        <>
          <SchemaView schema={response.schema} schemas={schemas} />
          <JsonView what={text('api.example')} source={example({ ...response, schema: response.schema })} />
        </>
      )}
      <JsonView what="curl" source={curlOf(operation, description, location.origin)} />
    </div>
  )
}
