/**
 * Our scheduler behind a line protocol, for an outside referee: each line of standard input is a JSON object with the
 * sessions that are plugged in (the first one also with the site), each line of standard output the amperes for each
 * station. See docs/scheduling.md. Usage: node bench/referee.ts
 */
import { createInterface } from 'node:readline'
import { refereedScheduler } from './scheduling/refereed-scheduler.ts'

const scheduler = refereedScheduler()
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') console.log(JSON.stringify(scheduler.answer(JSON.parse(line))))
}
