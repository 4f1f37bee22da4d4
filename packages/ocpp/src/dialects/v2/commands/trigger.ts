import type { StationCommand } from '../../../vocabulary/command.ts'
import type { EncodedCommand } from '../../../vocabulary/dialect.ts'
import { type CommandCodec, codec, toAction } from '../../codec.ts'
import { defined } from '../../defined.ts'
import { request, unsound, unsupported } from '../../encoding.ts'
import { wireEvse } from '../device-model.ts'
import type { Version2 } from '../version.ts'

type Trigger = Extract<StationCommand, { readonly kind: 'triggerMessage' }>

/** TriggerMessage of 2.x; 2.1 also knows triggers of the station's own (CustomTriggers of MonitoringCtrlr). */
export function triggerCodec2(version: Version2): CommandCodec {
  const to = toAction(version)
  return codec('triggerMessage', to('TriggerMessage'), (trigger) =>
    version === '2.1' ? trigger21(trigger) : trigger201(trigger),
  )
}

function trigger201({ message, evse }: Trigger): EncodedCommand {
  switch (message) {
    case 'CustomTrigger':
    case 'SignV2G20Certificate':
      return unsupported(`OCPP 2.0.1 has no trigger ${message}`)
    default:
      return request('2.0.1', 'TriggerMessage', defined({ evse: wireEvse(evse), requestedMessage: message }))
  }
}

function trigger21({ message, evse, customTrigger }: Trigger): EncodedCommand {
  if ((message === 'CustomTrigger') !== (customTrigger !== undefined)) {
    return unsound([{ field: 'customTrigger', rule: 'goes with message CustomTrigger, and only with it' }])
  }
  return request('2.1', 'TriggerMessage', defined({ evse: wireEvse(evse), requestedMessage: message, customTrigger }))
}
