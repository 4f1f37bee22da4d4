import './app/theme/mantine-styles.ts'
import './app/theme/global.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { loadMessages } from './app/i18n/catalogue.ts'
import { declareLocale, preferredLocale } from './app/i18n/locale.ts'

const locale = preferredLocale()
const messages = await loadMessages(locale)
declareLocale(locale)
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
createRoot(root).render(<App locale={locale} messages={messages} />)
