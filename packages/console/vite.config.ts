import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

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
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
