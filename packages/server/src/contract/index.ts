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
  Visit,
  Welcome,
} from './accounts.ts'
export { ApiKey, ApiKeyInput, ApiKeyList, IssuedApiKey } from './api-keys.ts'
export { AuditActorKind, AuditEntry, AuditExportQuery, AuditPage, AuditQuery, AuditVerification } from './audit.ts'
export { auditActions } from './audit-actions.ts'
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
export { commandPermission } from './command-permissions.ts'
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
export { contrastWithWhite } from './contrast.ts'
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
export { Driver, DriverInput, DriverPage, DriverPatch, DriverQuery } from './drivers.ts'
export {
  CHOSEN_EVENT_TYPES,
  ChosenEventType,
  EVENT_PERMISSIONS,
  type EventContent,
  type EventData,
  EventEnvelope,
  type EventType,
  eventData,
  isEventType,
} from './events.ts'
export {
  EXPORT_FILTERS,
  EXPORT_KINDS,
  Export,
  ExportFormat,
  ExportInput,
  ExportKind,
  ExportPage,
  ExportQuery,
} from './exports.ts'
export { FilePage, FileQuery, FirmwareInput, FirmwareUpload, StoredFile } from './files.ts'
export {
  AddedPicture,
  Bay,
  FloorPlan,
  FloorPlanInput,
  MOST_PICTURE_BYTES,
  PlanLevel,
  PlanPicture,
} from './floor-plans.ts'
export {
  CommandRehearsal,
  GroupName,
  LeftOut,
  StationChange,
  StationChangeInput,
  StationChangeOutcome,
  StationGroup,
  StationGroupInput,
  StationGroupList,
  StationSelection,
  StationTag,
  StationTagList,
} from './groups.ts'
export {
  AppliedImport,
  IMPORT_KINDS,
  Import,
  ImportAction,
  ImportInput,
  ImportKind,
  ImportRow,
  ImportRowPage,
  ImportRowQuery,
  MOST_IMPORT_ROWS,
} from './imports.ts'
export { LiveMessage, SessionProgress } from './live.ts'
export { OutboxMail } from './mail.ts'
export {
  MaintenanceKind,
  MaintenancePage,
  MaintenanceQuery,
  MaintenanceRequest,
  MaintenanceState,
} from './maintenance.ts'
export {
  Attention,
  AttentionItem,
  ExpectedLoss,
  LoadSeries,
  MapPoint,
  MapPoints,
  NetworkNow,
  SuggestedFix,
} from './network.ts'
export {
  CHANNELS,
  Channel,
  MyNotifications,
  NOTICE_KINDS,
  NoticeKind,
  NotificationSettings,
  PushDeviceInput,
  SEVERITIES,
  Severity,
  type Threshold,
} from './notifications.ts'
export { OpeningTimes } from './opening-times.ts'
export type { Operation } from './operation.ts'
export { type OperationId, type Operations, operations } from './operations.ts'
export {
  Brand,
  ConsoleLanguage,
  LANGUAGES,
  LEAST_CONTRAST,
  MailServer,
  MOST_LOGO_BYTES,
  Organisation,
  OrganisationPatch,
  Storage,
} from './organisation.ts'
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
export {
  Erasure,
  ErasureInput,
  PersonalDataInput,
  PersonalDataPreview,
  PrivacySettings,
  RETENTION_BOUNDS,
  Retention,
  type RetentionKind,
} from './privacy.ts'
export { RefusalReason, RefusedHandshake, RefusedHandshakePage, RefusedHandshakeQuery } from './refused-handshakes.ts'
export { isDangerous, Safeguards, USUAL_SAFEGUARDS } from './safeguards.ts'
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
  ReviewInput,
  ReviewState,
  SessionDetail,
  SessionFlag,
  SessionPage,
  SessionQuery,
  SessionReview,
  SessionSummary,
  StationMeterQuery,
} from './sessions.ts'
export { SignOnChoices, SingleSignOn, SingleSignOnFinding, SingleSignOnInput } from './single-sign-on.ts'
export { Site, SiteContact, SiteFields, SiteInput, SitePage, SitePatch, SiteQuery } from './sites.ts'
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
  StationTagName,
  StatusHistoryPage,
  StatusInterval,
} from './stations.ts'
export {
  NewTenant,
  OwnerInvitation,
  OwnerInvitationInput,
  Tenant,
  TenantInput,
  TenantList,
  TenantPatch,
  TenantReason,
  TenantSlug,
} from './tenants.ts'
export {
  NetworkTimelinePage,
  Reason,
  TimelineEntry,
  TimelineExport,
  TimelinePage,
  TimelineQuery,
} from './timeline.ts'
export { Token, TokenInput, TokenPage, TokenPatch, TokenQuery, TokenType } from './tokens.ts'
export { SavedView, SavedViewList, ViewInput, ViewPatch, ViewScreen } from './views.ts'
export {
  IssuedWebhook,
  Redelivery,
  RedeliveryInput,
  SecretRotation,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookDeliveryQuery,
  WebhookInput,
  WebhookList,
  WebhookPatch,
} from './webhooks.ts'
