/** The process environment as plain data. The only place that reads `process.env`. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return { ...process.env }
}
