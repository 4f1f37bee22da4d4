import type { TestProject } from 'vitest/node'
import { startTestServer } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses inside the PostgreSQL server of this test run. */
    testServer: { adminUrl: string; templateName: string }
  }
}

/** One PostgreSQL server, with one migrated template database, for a whole test run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  project.provide('testServer', { adminUrl: server.adminUrl, templateName: server.templateName })
  return async () => server[Symbol.asyncDispose]()
}
