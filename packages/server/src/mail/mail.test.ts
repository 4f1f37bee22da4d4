import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'

/** A mail server on this machine that keeps what it is given, and may refuse it at first. */
async function startMailServer(refusals: number) {
  const received: string[] = []
  let left = refusals
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (left-- > 0) return done(new Error('Not now'))
        received.push(Buffer.concat(chunks).toString())
        done()
      })
    },
  })
  const listening = once(server.server, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(done)),
  }
}

test('a mail goes out through the mail server, and the outbox says so', async () => {
  await using mails = await startMailServer(0)
  await using app = await startTestApp({ SMTP_URL: mails.url, MAIL_FROM: 'CSMS <csms@example.com>' })
  await app.call('invitePerson', { body: { email: 'ina@example.com', role: 'readOnly' } })
  await expect.poll(() => mails.received.length, { timeout: 20_000 }).toBe(1)
  expect(mails.received[0]).toContain('To: ina@example.com')
  expect(mails.received[0]).toContain('From: CSMS <csms@example.com>')
  expect(mails.received[0]).toContain('/invitation#token')
  const stateOf = async () => (await app.call('listOutboxMails', {})).items[0]?.state
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('sent')
  // What is delivered is for its addressee alone.
  const [mail] = (await app.call('listOutboxMails', {})).items
  expect((await app.call('getOutboxMail', { params: { id: mail?.id ?? '' } })).text).toBeNull()
})

test('a mail that is refused waits for its next turn, with the words of the mail server', async () => {
  await using mails = await startMailServer(1)
  await using app = await startTestApp({ SMTP_URL: mails.url })
  await app.call('invitePerson', { body: { email: 'ina@example.com', role: 'readOnly' } })
  const first = async () => (await app.call('listOutboxMails', {})).items[0]
  await expect.poll(async () => (await first())?.lastError, { timeout: 20_000 }).toContain('Not now')
  expect(await first()).toMatchObject({ state: 'waiting', attempts: 1, sentAt: null })
  expect(mails.received).toEqual([])
})

test('without a mail server a mail waits where owners can read it', async () => {
  await using app = await startTestApp()
  await app.call('invitePerson', { body: { email: 'ina@example.com', role: 'readOnly' } })
  const { items, canSend } = await app.call('listOutboxMails', {})
  expect(canSend).toBe(false)
  expect(items).toMatchObject([{ to: 'ina@example.com', state: 'waiting', attempts: 0 }])
  const { text } = await app.call('getOutboxMail', { params: { id: items[0]?.id ?? '' } })
  expect(text).toContain('/invitation#token=')
})
