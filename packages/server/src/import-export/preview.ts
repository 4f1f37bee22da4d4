import type { z } from 'zod'
import type { ImportInput } from '../contract/index.ts'
import { locationsTable } from './ocpi-locations.ts'
import { type ReadTable, readCsv, readJsonList } from './table.ts'

/** Reads a file by its format. */
export function readTable({ format, content }: Pick<ImportInputContent, 'format' | 'content'>): ReadTable {
  switch (format) {
    case 'csv':
      return readCsv(content)
    case 'json':
      return readJsonList(content)
    case 'ocpi':
      return locationsTable(content)
  }
}

type ImportInputContent = z.output<typeof ImportInput>
