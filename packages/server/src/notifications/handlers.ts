import { sql } from 'kysely'
import { type Actor, languageFor, personOf } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import type { MyNotifications } from '../contract/index.ts'
import { writeMail } from '../mail/index.ts'
import { Refusal } from '../platform/errors.ts'
import { addDevice, type Owner, pushToDevices, readDevices, removeDevice } from './devices.ts'
import { DEFAULT_SETTINGS, readSettings } from './settings.ts'
import { postNotifications, type TellServices } from './tell.ts'
import { noticeTexts } from './words.ts'

export interface NotificationServices extends TellServices {
  readonly canSendMail: boolean
}

type NotificationHandlers = Pick<
  Handlers,
  'getMyNotifications' | 'setMyNotifications' | 'addPushDevice' | 'removePushDevice' | 'testMyNotifications'
>

export function notificationHandlers(services: NotificationServices): NotificationHandlers {
  const { database, clock, ids, egress, pushKeys, canSendMail } = services

  async function read(owner: Owner): Promise<MyNotifications> {
    const chosen = await readSettings(database.kysely, owner.tenantId, owner.personId)
    return {
      settings: chosen ?? DEFAULT_SETTINGS,
      chosen: chosen !== undefined,
      canSendMail,
      pushKey: pushKeys.publicKey,
      devices: await readDevices(database.kysely, owner),
    }
  }

  return {
    getMyNotifications: ({ actor }) => read(ownerOf(actor)),

    async setMyNotifications({ actor, body }) {
      const owner = ownerOf(actor)
      if (body.webhookUrl !== null) refuseUrl(body.webhookUrl, 'webhookUrl')
      await database.transaction((tx) =>
        sql`
          insert into notification_settings (tenant_id, person_id, settings, updated_at)
          values (${owner.tenantId}, ${owner.personId}, ${JSON.stringify(body)}::jsonb, ${new Date(clock.nowMs())})
          on conflict (tenant_id, person_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`.execute(
          tx,
        ),
      )
      return read(owner)
    },

    async addPushDevice({ actor, body: { name, subscription } }) {
      const owner = ownerOf(actor)
      const { endpoint, keys } = subscription
      refuseUrl(endpoint, 'subscription.endpoint')
      const device = { ...owner, ...keys, endpoint, name, deviceId: ids.next(), nowMs: clock.nowMs() }
      await database.transaction((tx) => addDevice(tx, device))
      return read(owner)
    },

    async removePushDevice({ actor, params }) {
      const isRemoved = await database.transaction((tx) => removeDevice(tx, ownerOf(actor), params.id))
      if (!isRemoved) throw new Refusal('pushDeviceNotFound')
      return undefined
    },

    async testMyNotifications({ actor, browser: { headers } }) {
      const owner = ownerOf(actor)
      const { tenantId } = actor
      const language = await languageFor(database.kysely, { email: actor.email ?? '', tenantId, headers })
      const { trial: title, trialText } = noticeTexts[language]
      const text = trialText(actor.name)
      const { webhookUrl } = (await read(owner)).settings
      const { email: to } = actor
      if (to !== null) {
        const mail = { tenantId, to, subject: title, text }
        await database.transaction((tx) => writeMail(tx, services, mail, clock.nowMs()))
      }
      const failures = [
        await pushToDevices(services, owner, { title, body: text, url: '/notifications', tag: 'test', isUrgent: true }),
        webhookUrl === null ? undefined : await postNotifications(egress, webhookUrl, [{ title }]),
      ]
      const rules = failures.flatMap((rule, index) =>
        rule === undefined ? [] : [{ field: index === 0 ? 'push' : 'webhookUrl', rule }],
      )
      if (rules.length > 0) throw new Refusal('notificationNotSent', { errors: rules })
      return undefined
    },
  }

  function refuseUrl(url: string, field: string): void {
    const given = egress.check(url)
    if (!given.ok) throw new Refusal('invalidInput', { errors: [{ field, rule: given.rule }] })
  }
}

function ownerOf(actor: Actor): Owner {
  return { tenantId: actor.tenantId, personId: personOf(actor).credential.personId }
}
