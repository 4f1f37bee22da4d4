export {
  createDatabase,
  createTestDatabase,
  dropDatabase,
  type TestDatabase,
  testDatabaseConfig,
} from './test-database.ts'
export { runOnce, temporaryFolder } from './test-server.ts'
