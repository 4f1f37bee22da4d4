import type { OcppVersion } from '@stationmaster/server/contract'

/** Actions that a station of each version can be asked for. A test compares them with the protocol's tables. */
export const stationActions: Readonly<Record<OcppVersion, readonly string[]>> = {
  '1.6': (
    'CancelReservation CertificateSigned ChangeAvailability ChangeConfiguration ClearCache ' +
    'ClearChargingProfile DataTransfer DeleteCertificate ExtendedTriggerMessage GetCompositeSchedule ' +
    'GetConfiguration GetDiagnostics GetInstalledCertificateIds GetLocalListVersion GetLog ' +
    'InstallCertificate RemoteStartTransaction RemoteStopTransaction ReserveNow Reset SendLocalList ' +
    'SetChargingProfile SignedUpdateFirmware TriggerMessage UnlockConnector UpdateFirmware'
  ).split(' '),
  '2.0.1': (
    'CancelReservation CertificateSigned ChangeAvailability ClearCache ClearChargingProfile ' +
    'ClearDisplayMessage ClearVariableMonitoring CostUpdated CustomerInformation DataTransfer ' +
    'DeleteCertificate GetBaseReport GetChargingProfiles GetCompositeSchedule GetDisplayMessages ' +
    'GetInstalledCertificateIds GetLocalListVersion GetLog GetMonitoringReport GetReport ' +
    'GetTransactionStatus GetVariables InstallCertificate PublishFirmware RequestStartTransaction ' +
    'RequestStopTransaction ReserveNow Reset SendLocalList SetChargingProfile SetDisplayMessage ' +
    'SetMonitoringBase SetMonitoringLevel SetNetworkProfile SetVariableMonitoring SetVariables ' +
    'TriggerMessage UnlockConnector UnpublishFirmware UpdateFirmware'
  ).split(' '),
  '2.1': (
    'AFRRSignal AdjustPeriodicEventStream CancelReservation CertificateSigned ChangeAvailability ' +
    'ChangeTransactionTariff ClearCache ClearChargingProfile ClearDERControl ClearDisplayMessage ' +
    'ClearTariffs ClearVariableMonitoring CostUpdated CustomerInformation DataTransfer ' +
    'DeleteCertificate GetBaseReport GetChargingProfiles GetCompositeSchedule GetDERControl ' +
    'GetDisplayMessages GetInstalledCertificateIds GetLocalListVersion GetLog GetMonitoringReport ' +
    'GetPeriodicEventStream GetReport GetTariffs GetTransactionStatus GetVariables ' +
    'InstallCertificate NotifyAllowedEnergyTransfer NotifyWebPaymentStarted PublishFirmware ' +
    'RequestBatterySwap RequestStartTransaction RequestStopTransaction ReserveNow Reset ' +
    'SendLocalList SetChargingProfile SetDERControl SetDefaultTariff SetDisplayMessage ' +
    'SetMonitoringBase SetMonitoringLevel SetNetworkProfile SetVariableMonitoring SetVariables ' +
    'TriggerMessage UnlockConnector UnpublishFirmware UpdateDynamicSchedule UpdateFirmware ' +
    'UsePriorityCharging'
  ).split(' '),
}
