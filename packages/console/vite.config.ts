import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const FOUNDATION =
  /node_modules\/(react|react-dom|scheduler|react-intl|@formatjs|intl-messageformat|@tanstack\/(react-router|router-core|history|react-store|store|react-query|query-core))\//
/** The frame and the first page; what the first page fetches later (map, curve, palette, dialogs) stays apart. */
const SHELL = new RegExp(
  [
    'node_modules/@mantine/core/.*/(Button|ActionIcon|SegmentedControl|FloatingIndicator|Skeleton|Loader|Kbd|CloseButton|UnstyledButton|Box|MantineProvider|styles-api|InlineStyles|factory|Transition)/',
    'console/src/app/(shell/(?!shortcuts-dialog)|theme/|(?!toast-host|routes\\.)[a-z-]+\\.tsx?$|i18n/(use-(send|command-run)|provider|locale|catalogue|pseudo|isolate)|palette/(palette-host|palette-state|forget-recent))',
    'console/src/(live|status)/',
    'console/src/commands/(use-send|command-groups)',
    'console/src/now/(?!map/(?!target)|load-chart|active-sessions)',
    'console/src/(stations/(queries|station-tab)|sessions/(queries|flags)|tokens/queries|sites/queries|quarantine/queries|settings/queries|sign-in/queries)',
    'console/src/ui/(panel|page|message|when|use-now|is-typing|loading|copy-button|drop-menu)',
  ].join('|'),
)

/** What forms, tables and dialogs of most other screens share. */
const CONTROLS =
  /node_modules\/(@mantine|@floating-ui|lucide-react|react-remove-scroll|react-style-singleton|aria-hidden|tslib|use-sidecar|use-callback-ref)|console\/src\/(ui\/(?!chart)|forms\/|commands\/)/

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The content security policy allows no data: scripts; files also cache better than inlined assets.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Read by scripts/check-budget.ts.
    manifest: true,
    // MapLibre alone is larger than Vite's default; scripts/check-budget.ts holds the real limits.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every screen needs, in two files: dozens of small ones compress worse and cost round trips.
          groups: [
            { name: 'foundation', test: FOUNDATION, priority: 2 },
            { name: 'shell', test: SHELL, priority: 1 },
            { name: 'controls', test: CONTROLS, priority: 0, minShareCount: 8 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
