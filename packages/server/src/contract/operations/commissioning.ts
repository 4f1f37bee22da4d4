import {
  Commissioning,
  CommissioningInput,
  CommissioningList,
  CommissioningTemplateInput,
  QuirkProfile,
  QuirkProfileInput,
  QuirkProfilePage,
} from '../commissioning.ts'
import { ConfigurationTemplate } from '../desired-state.ts'
import type { Operation } from '../operation.ts'
import { StationDetail } from '../stations.ts'
import { station, uuid } from './params.ts'

/** Examining stations, and tolerances for what their makes do differently. */
export const commissioningOperations = {
  startCommissioning: {
    method: 'POST',
    path: '/stations/:stationId/commissionings',
    tag: 'commissioning',
    summary: 'Examine a station: what it says, can and does, with a verdict per item',
    permission: 'stations.command',
    params: station,
    body: CommissioningInput,
    response: Commissioning,
    status: 202,
  },
  listCommissionings: {
    method: 'GET',
    path: '/stations/:stationId/commissionings',
    tag: 'commissioning',
    summary: 'Examinations of a station, newest first',
    permission: 'stations.read',
    params: station,
    response: CommissioningList,
  },
  getCommissioning: {
    method: 'GET',
    path: '/commissionings/:id',
    tag: 'commissioning',
    summary: 'How far an examination has come, and what it has found',
    permission: 'stations.read',
    params: uuid,
    response: Commissioning,
  },
  acceptCommissioning: {
    method: 'POST',
    path: '/commissionings/:id/accept',
    tag: 'commissioning',
    summary: 'Switch the proposed tolerances on for the station',
    permission: 'stations.write',
    params: uuid,
    response: StationDetail,
  },
  createCommissioningTemplate: {
    method: 'POST',
    path: '/commissionings/:id/template',
    tag: 'commissioning',
    summary: 'Make a configuration template of the proposed settings',
    permission: 'stations.write',
    params: uuid,
    body: CommissioningTemplateInput,
    response: ConfigurationTemplate,
    status: 201,
    idempotent: true,
  },
  listQuirkProfiles: {
    method: 'GET',
    path: '/quirk-profiles',
    tag: 'commissioning',
    summary: 'Named sets of tolerances: those of the program, then your own',
    permission: 'stations.read',
    response: QuirkProfilePage,
  },
  createQuirkProfile: {
    method: 'POST',
    path: '/quirk-profiles',
    tag: 'commissioning',
    summary: 'Name a set of tolerances for stations of a make',
    permission: 'stations.write',
    body: QuirkProfileInput,
    response: QuirkProfile,
    status: 201,
  },
  deleteQuirkProfile: {
    method: 'DELETE',
    path: '/quirk-profiles/:id',
    tag: 'commissioning',
    summary: 'Delete one of your own sets of tolerances',
    permission: 'stations.write',
    params: uuid,
  },
} as const satisfies Record<string, Operation>
