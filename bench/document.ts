import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { printComparison } from './compared.ts'
import { type BenchReport, printReport } from './report.ts'

/** The machine and how busy it was; asked for before the run, which makes it busy itself. */
export function describeMachine(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  const model = cpus()[0]?.model ?? 'unknown'
  const load = loadavg()
    .map((one) => one.toFixed(2))
    .join(', ')
  return (
    `Machine: ${availableParallelism()} cores (${model}), ${gib} GiB, shared by load generator, server and database. ` +
    `Load average before the run: ${load}. Date: ${new Date().toISOString().slice(0, 10)}.`
  )
}

/** Puts the figures of a run in the place of those of the run before; what stands around them stays. */
export function writeDocument(path: string, report: BenchReport, machine: string): void {
  const figures = `${machine}\n\n${printReport(report).trimEnd()}`
  const document = replaced(readFileSync(path, 'utf8'), 'figures', figures)
  writeFileSync(path, replaced(document, 'comparison', printComparison(report)))
}

/** A document with another text between its marks of that name. */
export function replaced(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`the document has no place for them: ${begin} … ${end}`)
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`
}
