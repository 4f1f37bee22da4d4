import { openBrowser, type TestBrowser } from '../../accounts/testing/browser.ts'
import { ownerBrowser, PASSWORD } from '../../accounts/testing/people.ts'
import { type Client, createClient } from '../../contract/index.ts'
import type { TestApp } from '../../testing/test-app.ts'

/** A tenant besides the first: its owner's browser, and an owner's key. */
export interface SecondTenant {
  readonly slug: string
  readonly owner: TestBrowser
  readonly key: string
  readonly call: Client
}

/** Makes a tenant as platform owners do, and lets its first owner come in by the link. */
export async function makeTenant(app: TestApp, platform: TestBrowser, slug: string): Promise<SecondTenant> {
  const body = { name: `Tenant ${slug}`, slug, ownerEmail: `owner@${slug}.example` }
  const { invitationLink } = await platform.call('createTenant', { body })
  const token = invitationLink.split('#token=')[1] ?? ''
  const owner = openBrowser(app)
  await owner.call('acceptInvitation', { body: { token, name: `Owner of ${slug}`, password: PASSWORD } })
  const { key } = await owner.call('createApiKey', { body: { name: 'Programs', role: 'owner' } })
  return { slug, owner, key, call: createClient({ baseUrl: app.url, apiKey: key }) }
}

/** The first owner, who owns the platform, and a second tenant. */
export async function twoTenants(app: TestApp, slug = 'second') {
  const platform = await ownerBrowser(app)
  return { platform, second: await makeTenant(app, platform, slug) }
}
