import { type ComponentType, lazy } from 'react'
import type { StationTab } from '../station-tab.ts'
import { OverviewTab } from './overview-tab.tsx'
import type { TabProps } from './tab-props.ts'

/** What each tab shows; all but the first are fetched when they are opened. */
export const tabBodies: Readonly<Record<StationTab, ComponentType<TabProps>>> = {
  overview: OverviewTab,
  sessions: lazy(async () => ({ default: (await import('./sessions-tab.tsx')).SessionsTab })),
  commands: lazy(async () => ({ default: (await import('./commands-tab.tsx')).CommandsTab })),
  configuration: lazy(async () => ({ default: (await import('./configuration-tab.tsx')).ConfigurationTab })),
  monitoring: lazy(async () => ({ default: (await import('./monitoring-tab.tsx')).MonitoringTab })),
  charging: lazy(async () => ({ default: (await import('./charging-tab.tsx')).ChargingTab })),
  access: lazy(async () => ({ default: (await import('./access-tab.tsx')).AccessTab })),
  certificates: lazy(async () => ({ default: (await import('./certificates-tab.tsx')).CertificatesTab })),
  firmware: lazy(async () => ({ default: (await import('./firmware-tab.tsx')).FirmwareTab })),
  display: lazy(async () => ({ default: (await import('./display-tab.tsx')).DisplayTab })),
  commissioning: lazy(async () => ({ default: (await import('./commissioning-tab.tsx')).CommissioningTab })),
  timeline: lazy(async () => ({ default: (await import('./timeline-tab.tsx')).TimelineTab })),
  status: lazy(async () => ({ default: (await import('./status-tab.tsx')).StatusTab })),
  history: lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab })),
  settings: lazy(async () => ({ default: (await import('./settings-tab.tsx')).SettingsTab })),
}
