import { useFormat } from '../app/i18n/use-format.ts'
import classes from './chart.module.css'
import { isOfTime } from './chart-options.ts'
import type { ChartData } from './chart-types.ts'

const MOST_ROWS = 240

/** Every figure of a chart, the newest first where they are of a time; long series are thinned evenly. */
export function ChartTable({ data }: { data: ChartData }) {
  const format = useFormat()
  const step = Math.max(1, Math.ceil(data.atMs.length / MOST_ROWS))
  const rows = data.atMs.map((_, index) => index).filter((index) => index % step === 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes['tableScroll']} tabIndex={0} aria-label={data.label}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col" aria-label={data.label} />
            {data.series.map((series) => (
              <th scope="col" key={series.label}>
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(isOfTime(data) ? rows.toReversed() : rows).map((index) => {
            const at = data.atMs[index] ?? 0
            return (
              <tr key={index}>
                <th scope="row">
                  {data.scale === undefined ? (
                    <time dateTime={new Date(at).toISOString()}>{format.clock(new Date(at))}</time>
                  ) : (
                    data.scale.print(at)
                  )}
                </th>
                {data.series.map((series) => {
                  const value = series.values[index]
                  return <td key={series.label}>{value === null || value === undefined ? '–' : series.print(value)}</td>
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
