import type { FleetStationOptions } from '../fleet/fleet.ts'
import type { DemoNetwork } from './demo-network.ts'

/** The stations of a demonstration network as a fleet dialling `url` (ws://host:port/ocpp). */
export function demoFleetStations(network: DemoNetwork, url: string): FleetStationOptions[] {
  return network.stations.map((station) => ({
    identity: station.identity,
    url,
    version: station.version,
    vendor: station.vendor,
    model: station.model,
    serialNumber: station.serialNumber,
    firmwareVersion: station.firmwareVersion,
    password: station.password,
    drivers: station.drivers,
    timeZone: station.timeZone,
    faults: station.faults,
    evses: station.evses.map(({ hardware, connectorType, meterStartWh }) => ({
      hardware,
      connectorType,
      meterStartWh,
    })),
  }))
}
