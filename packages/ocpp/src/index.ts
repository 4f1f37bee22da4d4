export { type Cap, ratePerUnit } from './charging/cap.ts'
export { compositeDifferences, type ScheduleDifference } from './charging/composite-differences.ts'
export { type CompositeRequest, compositeSchedule } from './charging/composite-schedule.ts'
export {
  DER_FIELDS,
  type DerControl,
  type DerControlType,
  type DerField,
  derControlProblems,
  derFieldOf,
  derSchedule,
  type ReportedDerControl,
} from './charging/der-control.ts'
export {
  clearProfiles,
  endTransactionProfiles,
  installProfile,
  matchesProfile,
} from './charging/installed-profiles.ts'
export {
  evseCapAt,
  type LimitAt,
  type LimitPlan,
  limitChanges,
  limitPlan,
  stationCapAt,
} from './charging/limits-at.ts'
export type {
  ChargingProfile,
  ChargingProfilePurpose,
  ChargingRateUnit,
  ChargingSchedule,
  ChargingSchedulePeriod,
  CompositeSchedule,
  InstalledProfile,
  ProfileCriteria,
  ProfiledEvse,
  ProfiledTransaction,
  ProfileSituation,
  ScheduleUpdate,
} from './charging/profile.ts'
export { profileDifferences } from './charging/profile-differences.ts'
export { type ProfilePlace, profileProblems } from './charging/profile-problems.ts'
export { currentUpdate, updateSchedule } from './charging/schedule-update.ts'
export { purposeOf16, readProfile16, writeComposite16 } from './charging/wire-16.ts'
export { DIALECTS } from './dialects/dialects.ts'
export { COST_VENDOR } from './dialects/v16/cost-convention.ts'
export { PLUG_AND_CHARGE_VENDOR } from './dialects/v16/plug-and-charge.ts'
export {
  encodeCall,
  encodeCallError,
  encodeCallResult,
  encodeCallResultError,
  encodeSend,
  type RpcError,
} from './framing/encode-frame.ts'
export { errorCodeOnWire, type RpcErrorCode, readErrorCode } from './framing/error-code.ts'
export {
  type CallFrame,
  type CallResultFrame,
  type ErrorFrame,
  type Frame,
  type JsonObject,
  type MalformedFrame,
  MESSAGE_TYPE,
  type SendFrame,
  UNREADABLE_ID,
  wantsCallError,
} from './framing/frame.ts'
export { MAX_JSON_DEPTH, nestsDeeperThan } from './framing/json-depth.ts'
export { parseFrame } from './framing/parse-frame.ts'
export { parseStationFrame } from './framing/station-frame.ts'
export { ACTIONS, actionsOf, directionOf, isAction, mayBeCalledOn } from './messages/actions.ts'
export { type MessagePart, type MessageSchema, type Schema, schemaOf } from './messages/schemas.ts'
export type { ActionOf, Direction, RequestOf, ResponseOf } from './messages/types.ts'
export {
  type CallAnswer,
  type Clock,
  type FrameSink,
  type OutgoingEnvironment,
  type PeerEnvironment,
  type PeerHandlers,
  systemClock,
  systemTimers,
  type Timers,
} from './peer/environment.ts'
export { type Admission, IncomingCalls } from './peer/incoming-calls.ts'
export type { CallOutcome, CallRequest, SentCall, Stray } from './peer/outcome.ts'
export { OutgoingCalls } from './peer/outgoing-calls.ts'
export { Peer } from './peer/peer.ts'
export { chooseSubprotocol, DEFAULT_PREFERENCE, type SubprotocolChoice, subprotocolName } from './subprotocol.ts'
export { formatTime, parseStationTime } from './time/station-time.ts'
export { isTimeZone } from './time/wall-time.ts'
export type { Refusal, Validation, ValidationMode } from './validation/result.ts'
export {
  compileAhead,
  type PayloadKind,
  validatePayload,
  validateRequest,
  validateResponse,
} from './validation/validate.ts'
export type {
  CertificateHashData,
  ContractCertificate,
  ContractCertificateStatus,
  InstalledCertificate,
  InstalledCertificateType,
  OcspQuestion,
  RootCertificateType,
  StationCertificateUse,
} from './vocabulary/certificate.ts'
export type {
  CommandAnswer,
  CommandKind,
  ReportedVariable,
  StationCommand,
  TriggerableMessage,
  VariableRef,
} from './vocabulary/command.ts'
export type { AccessCommand, LocalListEntry } from './vocabulary/commands/access.ts'
export type { CertificateCommand } from './vocabulary/commands/certificates.ts'
export type { ChargingCommand, EnergyTransferMode } from './vocabulary/commands/charging.ts'
export type {
  ComponentCriterion,
  DeviceCommand,
  EventStream,
  MessageLimits,
  ModelPlace,
  MonitoringCriterion,
  MonitorResult,
  MonitorSetting,
  MonitorType,
  StreamPace,
} from './vocabulary/commands/device.ts'
export type { FilesCommand, LogSpan, RetryRule } from './vocabulary/commands/files.ts'
export type { DisplayMessage, PaymentCommand, RunningCost, StationTariff } from './vocabulary/commands/payment.ts'
export type { NetworkProfile, SecurityCommand } from './vocabulary/commands/security.ts'
export type { DecodedCall, Dialect, EncodedCommand, FieldProblem, OcppVersion } from './vocabulary/dialect.ts'
export { type Emaid, parseEmaid } from './vocabulary/emaid.ts'
export type {
  AuthorizationRequested,
  Booted,
  ConnectorStatusReported,
  DataTransferred,
  Heartbeat,
  MeterValuesReported,
  SecurityEventReported,
  StationEvent,
  TransactionReported,
} from './vocabulary/event.ts'
export type { BatterySwapped, ReservationEnded, SwappedBattery } from './vocabulary/events/access.ts'
export type {
  CertificateEvent,
  CertificateRequested,
  CertificateStatusRequested,
  ChainStatusQuestion,
  ChainStatusRequested,
  ContractCertificateRequested,
} from './vocabulary/events/certificates.ts'
export type {
  ChargingEvent,
  ChargingLimitCleared,
  ChargingLimitNotified,
  ChargingNeeds,
  ChargingProfilesReported,
  DerAlarmReported,
  DerControlsReported,
  DerStartStopReported,
  DynamicScheduleAsked,
  EvChargingNeedsReported,
  EvChargingScheduleReported,
  PriorityChargingReported,
} from './vocabulary/events/charging.ts'
export type {
  CustomerInformationReceived,
  DeviceEvent,
  DeviceReportReceived,
  DeviceVariable,
  EventStreamClosed,
  EventStreamData,
  EventStreamOpened,
  MonitorEvent,
  MonitorEventsReported,
  MonitorReportReceived,
  ReportedMonitor,
} from './vocabulary/events/device.ts'
export type {
  FirmwarePublicationReported,
  FirmwareStatusReported,
  LogStatusReported,
} from './vocabulary/events/files.ts'
export type {
  DisplayMessagesReported,
  PaymentEvent,
  SettlementReported,
  VatCompany,
  VatNumberAsked,
} from './vocabulary/events/payment.ts'
export { type EvseRef, foldIdToken, type IdToken, WHOLE_STATION } from './vocabulary/identity.ts'
export type { MeterSample } from './vocabulary/meter.ts'
export type {
  CertificateReply,
  CertificateStatusReply,
  ChainStatus,
  ChainStatusReply,
  ContractCertificateReply,
  ReplyReason,
  SigningReply,
} from './vocabulary/replies/certificates.ts'
export type { DeviceReply, StreamOpeningReply } from './vocabulary/replies/device.ts'
export type { PaymentReply, SettlementReply, VatNumberReply } from './vocabulary/replies/payment.ts'
export type {
  AuthorizationReply,
  BootReply,
  DataTransferReply,
  EmptyReply,
  HeartbeatReply,
  RefusedReply,
  StationReply,
  TokenInfo,
  TransactionReply,
} from './vocabulary/reply.ts'
export type { AuthorizationStatus, ChargingState, ConnectorStatus, RegistrationStatus } from './vocabulary/status.ts'
export type { StationTime } from './vocabulary/time.ts'
