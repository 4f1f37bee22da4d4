export { type Ids, uuidV7Ids } from './uuid-v7.ts'
