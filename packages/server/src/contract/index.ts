export {
  BatterySwap,
  BatterySwapPage,
  LocalList,
  LocalListEntryPage,
  Reservation,
  ReservationPage,
  ReservationState,
} from './access.ts'
export {
  Invitation,
  InvitationInput,
  InvitationList,
  InvitationOffer,
  Me,
  Member,
  MemberList,
  MemberPatch,
  OwnerSetup,
  Password,
  Role,
  RoleInput,
  RoleList,
  SecondFactor,
  SignedIn,
  SignIn,
  SiteScope,
  Welcome,
} from './accounts.ts'
export { ApiKey, ApiKeyInput, ApiKeyList, IssuedApiKey } from './api-keys.ts'
export {
  Authority,
  AuthorityInput,
  CertificateState,
  ContractCertificate,
  ContractCertificates,
  FleetCertificate,
  FleetCertificatePage,
  FleetCertificateQuery,
  InstalledCertificate,
  InstalledCertificates,
  PlugAndCharge,
  PlugAndChargeInput,
  RevocationReason,
  RootPurpose,
  ServerCertificate,
  ServerCertificates,
  StationCertificate,
  StationCertificatePage,
  StationCertificateQuery,
  TrustedRoot,
  TrustedRootInput,
  TrustedRoots,
} from './certificates.ts'
export {
  ChargingLimits,
  ChargingProfilesQuery,
  CompositeSchedule,
  CompositeScheduleQuery,
  DerAlarms,
  DerControls,
  EvCharging,
  ExpectedAndReported,
  StationChargingProfile,
  StationChargingProfiles,
} from './charging.ts'
export {
  ApiError,
  type CallInput,
  type CallOutput,
  type Client,
  type ClientOptions,
  createClient,
  pathOf,
} from './client.ts'
export {
  CommandRun,
  CommandRunInput,
  CommandRunPage,
  CommandRunTarget,
  CommandRunTargetPage,
} from './command-runs.ts'
export {
  Command,
  CommandBody,
  CommandInput,
  type CommandKind,
  CommandPage,
  CommandQuery,
  CommandState,
  CommandWait,
} from './commands.ts'
export {
  Commissioning,
  CommissioningCheck,
  CommissioningInput,
  CommissioningList,
  CommissioningTemplateInput,
  ProposedSetting,
  QuirkProfile,
  QuirkProfileInput,
  QuirkProfilePage,
} from './commissioning.ts'
export {
  ConfigurationTemplate,
  ConfigurationTemplateList,
  DesiredConfiguration,
  DesiredValue,
  DriftedStation,
  DriftedValue,
  DriftPage,
  DriftQuery,
  DriftState,
  DriftValuePage,
  DriftValueQuery,
  NeutralSettingInfo,
  NeutralSettingList,
  StationDriftState,
  TemplateConditions,
  TemplateEntry,
  TemplateInput,
  TemplatePatch,
} from './desired-state.ts'
export {
  Characteristics,
  ComponentPage,
  ComponentQuery,
  DeviceComponent,
  DeviceMonitor,
  DeviceReport,
  DeviceVariable,
  EventStream,
  EventStreamList,
  MonitorEvent,
  MonitorEventPage,
  MonitorEventQuery,
  MonitorPage,
  MonitorQuery,
  ReportPage,
  ReportQuery,
  StreamValueList,
  VariablePage,
  VariableQuery,
} from './device-model.ts'
export { FilePage, FileQuery, FirmwareInput, FirmwareUpload, StoredFile } from './files.ts'
export { LiveMessage } from './live.ts'
export { OutboxMail } from './mail.ts'
export {
  MaintenanceKind,
  MaintenancePage,
  MaintenanceQuery,
  MaintenanceRequest,
  MaintenanceState,
} from './maintenance.ts'
export { Attention, AttentionItem, LoadSeries, MapPoint, MapPoints, NetworkNow, SuggestedFix } from './network.ts'
export type { Operation } from './operation.ts'
export { type OperationId, type Operations, operations } from './operations.ts'
export {
  DisplayMessageItem,
  DisplayMessageList,
  Settlement,
  SettlementPage,
  StationTariffItem,
  StationTariffList,
} from './payments.ts'
export {
  BUILT_IN_ROLES,
  BuiltInRole,
  commandPermission,
  GrantedPermission,
  PERMISSIONS,
  type Permission,
} from './permissions.ts'
export {
  ConnectorId,
  EvseId,
  label,
  OcppVersion,
  PageQuery,
  Problem,
  pageOf,
  StationIdentity,
  Timestamp,
  Uuid,
} from './primitives.ts'
export { RefusalReason, RefusedHandshake, RefusedHandshakePage, RefusedHandshakeQuery } from './refused-handshakes.ts'
export {
  PasswordRotation,
  PasswordRotationPage,
  PasswordRotationQuery,
  PasswordRotationsStarted,
  SecurityEvent,
  SecurityEventPage,
  SecurityEventQuery,
  SecurityLogVerification,
  SecurityProfileCounts,
  SecurityUpgrade,
  SecurityUpgradeInput,
  SecurityUpgradePage,
  SecurityUpgradePlan,
  SecurityUpgradeQuery,
} from './security.ts'
export {
  BrowserSession,
  Security,
} from './self.ts'
export {
  MeterQuery,
  MeterSeries,
  SessionDetail,
  SessionFlag,
  SessionPage,
  SessionQuery,
  SessionSummary,
  StationMeterQuery,
} from './sessions.ts'
export { Site, SiteInput, SitePage, SitePatch, SiteQuery } from './sites.ts'
export { type ActionBlock, actionBlock } from './station-actions.ts'
export {
  Approval,
  ApprovalInput,
  Connector,
  ConnectorStatus,
  QuarantinedStation,
  QuarantinePage,
  Quirks,
  StationCondition,
  StationCredentials,
  StationDetail,
  StationInput,
  StationPage,
  StationPatch,
  StationQuery,
  StationSummary,
  StatusHistoryPage,
  StatusInterval,
} from './stations.ts'
export {
  NetworkTimelinePage,
  Reason,
  TimelineEntry,
  TimelineExport,
  TimelinePage,
  TimelineQuery,
} from './timeline.ts'
export { Token, TokenInput, TokenPage, TokenPatch, TokenQuery, TokenType } from './tokens.ts'
