import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { auditSearch } from '../audit/search.ts'
import { bookingSearch } from '../bookings/search.ts'
import { capacitySearch } from '../capacity/search.ts'
import { certificateSearch } from '../certificates/search.ts'
import { driftSearch, templateQuery, templatesQuery } from '../configuration/queries.ts'
import { driverListQuery, driverQuery, driverSearch } from '../drivers/queries.ts'
import { exportListQuery, importSearch } from '../import-export/queries.ts'
import { messageSearch } from '../messages/search.ts'
import { attentionQuery, networkNowQuery } from '../now/queries.ts'
import { quarantineQuery } from '../quarantine/queries.ts'
import { quirkProfilesQuery } from '../quirks/queries.ts'
import { revenueSearch } from '../revenue/search.ts'
import { runListQuery, runQuery, runSearch } from '../runs/queries.ts'
import { sessionListQuery, sessionQuery, sessionSearch } from '../sessions/queries.ts'
import { welcomeQuery } from '../sign-in/queries.ts'
import { siteListQuery, siteSearch } from '../sites/queries.ts'
import { stationListQuery, stationQuery, stationSearch } from '../stations/queries.ts'
import { stationView } from '../stations/station-tab.ts'
import { pricesSearch } from '../tariffs/search.ts'
import { tokenListQuery, tokenSearch } from '../tokens/queries.ts'
import { workOrderQuery, workOrderSearch } from '../work-orders/queries.ts'
import { ApiError } from './api.ts'
import { meQuery } from './me.ts'
import { organisationQuery } from './organisation.ts'
import { queryClient } from './query-client.ts'
import { NotFound, RouteError, RoutePending } from './route-states.tsx'
import { type SearchInput, textParam } from './search-params.ts'
import { BeforeSignIn } from './shell/before-sign-in.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet })

/** The pages before the sign-in. */
const door = createRoute({ getParentRoute: () => root, id: 'door', component: BeforeSignIn })

const signIn = createRoute({
  getParentRoute: () => door,
  path: '/sign-in',
  validateSearch: (input: SearchInput): { next?: string | undefined; tenant?: string | undefined } => ({
    ...nextPage(input),
    tenant: textParam(input['tenant']),
  }),
  loaderDeps: ({ search: { tenant } }) => ({ tenant }),
  loader: ({ context, deps }) => context.queryClient.ensureQueryData(welcomeQuery(deps.tenant)),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const setUp = createRoute({
  getParentRoute: () => door,
  path: '/setup',
  component: lazyRouteComponent(() => import('../sign-in/set-up-page.tsx'), 'SetUpPage'),
})

const signOnReturn = createRoute({
  getParentRoute: () => door,
  path: '/sign-in/sso/$tenant',
  component: lazyRouteComponent(() => import('../sign-in/sign-on-return-page.tsx'), 'SignOnReturnPage'),
})

const reset = createRoute({
  getParentRoute: () => door,
  path: '/reset',
  component: lazyRouteComponent(() => import('../sign-in/reset-page.tsx'), 'ResetPage'),
})

const invitation = createRoute({
  getParentRoute: () => door,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../sign-in/invitation-page.tsx'), 'InvitationPage'),
})

/** Where to go after the sign-in: only to a path of this site. */
function nextPage(input: SearchInput): { next?: string | undefined } {
  const next = textParam(input['next'])
  return { next: next?.startsWith('/') === true && !next.startsWith('//') ? next : undefined }
}

/** Everything behind the sign-in. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (!(error instanceof ApiError) || error.problem.status !== 401) throw error
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
    }
  },
  loader: ({ context }) => context.queryClient.prefetchQuery(organisationQuery),
  component: Shell,
})

const now = createRoute({
  getParentRoute: () => app,
  path: '/',
  loader: async ({ context }) => {
    const needed = [context.queryClient.ensureQueryData(networkNowQuery)]
    void context.queryClient.prefetchQuery(attentionQuery)
    await Promise.all(needed)
  },
  component: lazyRouteComponent(() => import('../now/now-page.tsx'), 'NowPage'),
})

const stations = createRoute({
  getParentRoute: () => app,
  path: '/stations',
  validateSearch: stationSearch,
  loaderDeps: ({ search: { sort: _, ...filter } }) => filter,
  loader: ({ context, deps }) => context.queryClient.ensureInfiniteQueryData(stationListQuery(deps)),
  component: lazyRouteComponent(() => import('../stations/stations-page.tsx'), 'StationsPage'),
})

const station = createRoute({
  getParentRoute: () => app,
  path: '/stations/$stationId',
  validateSearch: stationView,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(stationQuery(params.stationId)),
  component: lazyRouteComponent(() => import('../stations/station-page.tsx'), 'StationPage'),
})

const sessions = createRoute({
  getParentRoute: () => app,
  path: '/sessions',
  validateSearch: sessionSearch,
  loaderDeps: ({ search: { sort: _, ...filter } }) => filter,
  loader: ({ context, deps }) => context.queryClient.ensureInfiniteQueryData(sessionListQuery(deps)),
  component: lazyRouteComponent(() => import('../sessions/sessions-page.tsx'), 'SessionsPage'),
})

const session = createRoute({
  getParentRoute: () => app,
  path: '/sessions/$sessionId',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(sessionQuery(params.sessionId)),
  component: lazyRouteComponent(() => import('../sessions/session-page.tsx'), 'SessionPage'),
})

const waiting = createRoute({
  getParentRoute: () => app,
  path: '/waiting',
  loader: ({ context }) => context.queryClient.ensureInfiniteQueryData(quarantineQuery),
  component: lazyRouteComponent(() => import('../quarantine/quarantine-page.tsx'), 'QuarantinePage'),
})

const connect = createRoute({
  getParentRoute: () => app,
  path: '/connect',
  validateSearch: (input: SearchInput): { identity?: string | undefined } => ({
    identity: textParam(input['identity']),
  }),
  component: lazyRouteComponent(() => import('../connect/connect-page.tsx'), 'ConnectPage'),
})

const tokens = createRoute({
  getParentRoute: () => app,
  path: '/tokens',
  validateSearch: tokenSearch,
  loaderDeps: ({ search: { sort: _, ...filter } }) => filter,
  loader: ({ context, deps }) => context.queryClient.ensureInfiniteQueryData(tokenListQuery(deps)),
  component: lazyRouteComponent(() => import('../tokens/tokens-page.tsx'), 'TokensPage'),
})

const drivers = createRoute({
  getParentRoute: () => app,
  path: '/drivers',
  validateSearch: driverSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.ensureInfiniteQueryData(driverListQuery(deps)),
  component: lazyRouteComponent(() => import('../drivers/drivers-page.tsx'), 'DriversPage'),
})

const driver = createRoute({
  getParentRoute: () => app,
  path: '/drivers/$driverId',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(driverQuery(params.driverId)),
  component: lazyRouteComponent(() => import('../drivers/driver-page.tsx'), 'DriverPage'),
})

const prices = createRoute({
  getParentRoute: () => app,
  path: '/prices',
  validateSearch: pricesSearch,
  loader: async ({ context }) => {
    const { tariffsQuery } = await import('../tariffs/queries.ts')
    return context.queryClient.ensureQueryData(tariffsQuery)
  },
  component: lazyRouteComponent(() => import('../tariffs/prices-page.tsx'), 'PricesPage'),
})

const sites = createRoute({
  getParentRoute: () => app,
  path: '/sites',
  validateSearch: siteSearch,
  loaderDeps: ({ search: { sort: _, ...filter } }) => filter,
  loader: ({ context, deps }) => context.queryClient.ensureInfiniteQueryData(siteListQuery(deps)),
  component: lazyRouteComponent(() => import('../sites/sites-page.tsx'), 'SitesPage'),
})

const site = createRoute({
  getParentRoute: () => app,
  path: '/sites/$siteId',
  component: lazyRouteComponent(() => import('../sites/site-page.tsx'), 'SitePage'),
})

const capacity = createRoute({
  getParentRoute: () => app,
  path: '/sites/$siteId/capacity',
  validateSearch: capacitySearch,
  component: lazyRouteComponent(() => import('../capacity/capacity-page.tsx'), 'CapacityPage'),
})

const bookings = createRoute({
  getParentRoute: () => app,
  path: '/bookings',
  validateSearch: bookingSearch,
  component: lazyRouteComponent(() => import('../bookings/bookings-page.tsx'), 'BookingsPage'),
})

const workOrders = createRoute({
  getParentRoute: () => app,
  path: '/work-orders',
  validateSearch: workOrderSearch,
  component: lazyRouteComponent(() => import('../work-orders/work-orders-page.tsx'), 'WorkOrdersPage'),
})

const workOrder = createRoute({
  getParentRoute: () => app,
  path: '/work-orders/$orderId',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(workOrderQuery(params.orderId)),
  component: lazyRouteComponent(() => import('../work-orders/work-order-page.tsx'), 'WorkOrderPage'),
})

const revenue = createRoute({
  getParentRoute: () => app,
  path: '/revenue',
  validateSearch: revenueSearch,
  loaderDeps: ({ search: { from, to } }) => ({ from, to }),
  loader: async ({ context, deps }) => {
    const { revenueQuery } = await import('../revenue/queries.ts')
    void context.queryClient.prefetchQuery(revenueQuery(deps))
  },
  component: lazyRouteComponent(() => import('../revenue/revenue-page.tsx'), 'RevenuePage'),
})

const runs = createRoute({
  getParentRoute: () => app,
  path: '/runs',
  loader: ({ context }) => context.queryClient.ensureInfiniteQueryData(runListQuery),
  component: lazyRouteComponent(() => import('../runs/runs-page.tsx'), 'RunsPage'),
})

const newRun = createRoute({
  getParentRoute: () => app,
  path: '/runs/new',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../runs/new-run-page.tsx'), 'NewRunPage'),
})

const run = createRoute({
  getParentRoute: () => app,
  path: '/runs/$runId',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(runQuery(params.runId)),
  component: lazyRouteComponent(() => import('../runs/run-page.tsx'), 'RunPage'),
})

const configuration = createRoute({
  getParentRoute: () => app,
  path: '/configuration',
  validateSearch: driftSearch,
  loader: ({ context }) => context.queryClient.ensureQueryData(templatesQuery),
  component: lazyRouteComponent(() => import('../configuration/templates-page.tsx'), 'TemplatesPage'),
})

const newTemplate = createRoute({
  getParentRoute: () => app,
  path: '/configuration/new',
  component: lazyRouteComponent(() => import('../configuration/template-edit-page.tsx'), 'NewTemplatePage'),
})

const template = createRoute({
  getParentRoute: () => app,
  path: '/configuration/$templateId',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(templateQuery(params.templateId)),
  component: lazyRouteComponent(() => import('../configuration/template-page.tsx'), 'TemplatePage'),
})

const templateEdit = createRoute({
  getParentRoute: () => app,
  path: '/configuration/$templateId/edit',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(templateQuery(params.templateId)),
  component: lazyRouteComponent(() => import('../configuration/template-edit-page.tsx'), 'TemplateEditPage'),
})

const quirks = createRoute({
  getParentRoute: () => app,
  path: '/quirks',
  loader: ({ context }) => context.queryClient.ensureQueryData(quirkProfilesQuery),
  component: lazyRouteComponent(() => import('../quirks/quirk-profiles-page.tsx'), 'QuirkProfilesPage'),
})

const messages = createRoute({
  getParentRoute: () => app,
  path: '/messages',
  validateSearch: messageSearch,
  component: lazyRouteComponent(() => import('../messages/messages-page.tsx'), 'MessagesPage'),
})

const security = createRoute({
  getParentRoute: () => app,
  path: '/security',
  component: lazyRouteComponent(() => import('../security/security-page.tsx'), 'SecurityPage'),
})

const certificates = createRoute({
  getParentRoute: () => app,
  path: '/certificates',
  validateSearch: certificateSearch,
  component: lazyRouteComponent(() => import('../certificates/certificates-page.tsx'), 'CertificatesPage'),
})

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
})

const tenants = createRoute({
  getParentRoute: () => app,
  path: '/tenants',
  component: lazyRouteComponent(() => import('../tenants/tenants-page.tsx'), 'TenantsPage'),
})

const files = createRoute({
  getParentRoute: () => app,
  path: '/files',
  component: lazyRouteComponent(() => import('../files/files-page.tsx'), 'FilesPage'),
})

const importing = createRoute({
  getParentRoute: () => app,
  path: '/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('../import-export/import-page.tsx'), 'ImportPage'),
})

const exporting = createRoute({
  getParentRoute: () => app,
  path: '/exports',
  loader: ({ context }) => context.queryClient.ensureInfiniteQueryData(exportListQuery),
  component: lazyRouteComponent(() => import('../import-export/exports-page.tsx'), 'ExportsPage'),
})

const settingsPage = lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage')

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: settingsPage,
})

const settingsSection = createRoute({
  getParentRoute: () => app,
  path: '/settings/$section',
  component: settingsPage,
})

const integrations = createRoute({
  getParentRoute: () => app,
  path: '/integrations',
  component: lazyRouteComponent(() => import('../integrations/integrations-page.tsx'), 'IntegrationsPage'),
})

const webhook = createRoute({
  getParentRoute: () => app,
  path: '/integrations/webhooks/$webhookId',
  loader: async ({ context, params }) => {
    const { webhookQuery } = await import('../integrations/queries.ts')
    return context.queryClient.ensureQueryData(webhookQuery(params.webhookId))
  },
  component: lazyRouteComponent(() => import('../integrations/webhook-page.tsx'), 'WebhookPage'),
})

const apiReference = createRoute({
  getParentRoute: () => app,
  path: '/integrations/api',
  validateSearch: (input: SearchInput): { search?: string | undefined } => ({ search: textParam(input['search']) }),
  component: lazyRouteComponent(() => import('../integrations/api-page.tsx'), 'ApiPage'),
})

const notifications = createRoute({
  getParentRoute: () => app,
  path: '/notifications',
  component: lazyRouteComponent(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const nowhere = createRoute({ getParentRoute: () => app, path: '$', component: NotFound })

const pages = [
  now,
  stations,
  station,
  sessions,
  session,
  waiting,
  connect,
  tokens,
  drivers,
  driver,
  revenue,
  prices,
  sites,
  site,
  capacity,
  bookings,
  workOrders,
  workOrder,
  runs,
  newRun,
  run,
  configuration,
  newTemplate,
  template,
  templateEdit,
  quirks,
  files,
  messages,
  security,
  certificates,
  audit,
  importing,
  exporting,
  tenants,
  settings,
  settingsSection,
  integrations,
  webhook,
  apiReference,
  notifications,
  nowhere,
] as const

export const router = createRouter({
  routeTree: root.addChildren([
    door.addChildren([signIn, signOnReturn, setUp, reset, invitation]),
    app.addChildren(pages),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  // The query cache decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  defaultPendingComponent: RoutePending,
  defaultNotFoundComponent: NotFound,
  defaultPendingMs: 400,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
