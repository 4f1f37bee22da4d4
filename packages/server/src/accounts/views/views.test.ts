import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { newPerson, ownerBrowser } from '../testing/people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

test('a view is its owner’s until it is shared, and only its owner changes it', async () => {
  const owner = await ownerBrowser(app)
  const reader = await newPerson(app, 'reader@example.com', 'readOnly')
  const body = { screen: 'stations', name: 'Broken', search: { condition: 'faulted' } } as const
  const view = await owner.call('createView', { body })
  expect(view).toMatchObject({ mine: true, shared: false, ownerName: 'Olivia' })
  expect((await reader.call('listViews', {})).items).toEqual([])
  await owner.call('updateView', { params: { id: view.id }, body: { shared: true } })
  const [seen] = (await reader.call('listViews', {})).items
  expect(seen).toMatchObject({ name: 'Broken', search: { condition: 'faulted' }, mine: false, shared: true })
  const params = { id: view.id }
  await expect(reader.call('updateView', { params, body: { name: 'Mine' } })).rejects.toMatchObject({
    problem: { code: 'viewNotFound' },
  })
  await expect(reader.call('deleteView', { params })).rejects.toMatchObject({ problem: { code: 'viewNotFound' } })
  await expect(owner.call('createView', { body })).rejects.toMatchObject({ problem: { code: 'viewExists' } })
  await expect(reader.call('createView', { body: { ...body, shared: true } })).rejects.toMatchObject({
    problem: { code: 'notPermitted' },
  })
  expect((await reader.call('createView', { body })).name).toBe('Broken')
  await owner.call('deleteView', { params })
  expect((await reader.call('listViews', {})).items.map(({ mine }) => mine)).toEqual([true])
})
