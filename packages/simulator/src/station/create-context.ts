import { createEmitter } from '../events.ts'
import { protocolOf } from '../protocol/protocol-of.ts'
import { tlsCredentials } from './certificates/credentials.ts'
import { createStationCertificates } from './certificates/store.ts'
import { answerCommand } from './command-answer.ts'
import { closed, opened, settled, transmit } from './connection-events.ts'
import type { StationContext, StationEvents } from './context.ts'
import { createDisplay } from './display.ts'
import { createEvse } from './evse.ts'
import { createFaultDice } from './faults.ts'
import { createStationFiles } from './files/state.ts'
import { createHistory } from './history.ts'
import { applyLimits } from './limits.ts'
import { createLink } from './link.ts'
import { createLocalList } from './local-list.ts'
import { createMonitors } from './monitors.ts'
import { DEFAULT_BEHAVIOUR, type StationOptions } from './options.ts'
import { createOutbox } from './outbox.ts'
import { createSettings } from './settings.ts'
import { createSmartCharging } from './smart-charging.ts'
import { createStatistics } from './statistics.ts'
import { createTariffs } from './tariffs.ts'
import { createWays } from './ways.ts'

/** Puts the parts of a station together; nothing happens yet. */
export function createContext(options: StationOptions): StationContext {
  const random = options.random
  const network = options.network ?? options.scheduler
  const settings = createSettings({ connectors: String(options.evses.length), ...options.settings })
  const ways = createWays({ options, settings, certificates: () => context.certificates })
  const context: StationContext = {
    options,
    behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
    scheduler: options.scheduler,
    network,
    random,
    settings,
    evses: options.evses.map((evse, index) => createEvse({ ...evse, id: index + 1 })),
    dice: createFaultDice(options.faults ?? {}, random.fork('faults')),
    events: createEmitter<StationEvents>(),
    history: createHistory(options.history ?? false),
    statistics: createStatistics(),
    protocol: protocolOf(options.version),
    outbox: createOutbox({
      scheduler: network,
      rule: () => ({
        attempts: Math.max(1, settings.number('messageAttempts')),
        intervalMs: settings.number('messageInterval') * 1000,
      }),
      transmit: (call, businessKey) => transmit(context, call, businessKey),
      settled: (call, answer, fate) => settled(context, call, { answer, fate }),
    }),
    ways,
    link: createLink({
      options,
      ways,
      network,
      random: random.fork('link'),
      reconnect: () => ({
        minimumMs: settings.number('backOffMinimum') * 1000,
        randomRangeMs: settings.number('backOffRandom') * 1000,
        repeatTimes: settings.number('backOffRepeat'),
      }),
      pingIntervalMs: () => settings.number('pingInterval') * 1000,
      withoutSubprotocol: () => context.dice.has('no-subprotocol'),
      tls: (attempt) => tlsCredentials(context, attempt),
      onOpen: (attempt) => opened(context, attempt),
      onClose: (code, wasOpen) => closed(context, code, wasOpen),
      onFrame: (direction, text) => context.history.frame({ atMs: network.now(), direction, text }),
      onCommand: (call) => answerCommand(context, call),
    }),
    files: createStationFiles(options.firmwareVersion ?? '1.0.0'),
    cache: new Set(),
    localList: createLocalList(),
    monitors: createMonitors(),
    display: createDisplay(),
    tariffs: createTariffs(),
    groups: new Map(),
    running: false,
    power: 'on',
    bootReason: 'powerUp',
    registration: 'none',
    cancelBootRetry: () => {},
    resetWhenIdle: false,
    sessionCount: 0,
    skewMs: 0,
    certificates: createStationCertificates(),
    smartCharging: createSmartCharging(),
    derControls: new Map(),
    limitsChanged: () => {},
    settingChanged: () => {},
  }
  context.limitsChanged = () => applyLimits(context)
  return context
}
