import { expect, test } from 'vitest'
import { invitationMail } from './invitation.ts'
import { browserLanguage, mailLanguages } from './languages.ts'
import { resetMail } from './reset.ts'
import { trialMail } from './trial.ts'

const LINK = 'https://csms.example.com/invitation#token=abc'

test.each([
  ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
  ['en;q=0.3, pl;q=0.9', 'pl'],
  ['ja, AR-eg', 'ar'],
  ['de;q=0, nl', 'nl'],
  ['ja', undefined],
  ['*', undefined],
])('a browser that wants %s gets mails in %s', (wanted, language) => {
  expect(browserLanguage(new Headers({ 'accept-language': wanted }))).toBe(language)
})

test('a program that says no language wants none', () => {
  expect(browserLanguage(new Headers())).toBeUndefined()
})

test.each(mailLanguages)('mails in %s say who, where and how', (language) => {
  const invitation = invitationMail(language, { tenant: 'Norrvolt', invitedBy: 'Olivia', link: LINK, days: 7 })
  expect(invitation.subject).toContain('Norrvolt')
  for (const part of ['Norrvolt', 'Olivia', '7']) expect(invitation.text).toContain(part)
  const trial = trialMail(language, { organisation: 'Norrvolt', askedBy: 'Olivia' })
  expect(`${trial.subject} ${trial.text}`).toMatch(/Norrvolt.*Olivia/)
  const reset = resetMail(language, LINK)
  // A line of its own, so that mail programs find its end.
  for (const { text } of [invitation, reset]) expect(text.split('\n')).toContain(LINK)
})

test('every language has words of its own', () => {
  const subjects = mailLanguages.map((language) => resetMail(language, LINK).subject)
  expect(new Set(subjects).size).toBe(mailLanguages.length)
})
