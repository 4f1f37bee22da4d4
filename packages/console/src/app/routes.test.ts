import { operations } from '@stationmaster/server/contract'
import { expect, test } from 'vitest'
import { firstRoutes } from './first-routes.ts'
import { routes } from './routes.ts'

test('the routes are those of the contract', () => {
  const contract = Object.entries(operations).map(([id, { method, path }]) => [id, [method, path]])
  expect(routes).toEqual(Object.fromEntries(contract))
})

test('those of the first screen are among them', () => {
  expect(routes).toMatchObject(firstRoutes)
})
