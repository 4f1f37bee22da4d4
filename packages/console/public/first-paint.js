// Runs before the first paint so that neither the colours nor the language flash. A file, not inline: the
// content security policy allows no inline script.
;(() => {
  const stored = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  // zod would try to make code from text, which the policy forbids and the browser reports; this must come before it.
  globalThis.__zod_globalConfig = { jitless: true }
  const scheme = stored('stationmaster.colors')
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  document.documentElement.lang = (stored('stationmaster.language') ?? navigator.language).slice(0, 2)
})()
