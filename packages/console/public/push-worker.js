/*
 * Shows what the server pushes, and opens what it is about. Nothing else: it answers no requests and keeps no copies, so
 * that the console always comes from the server.
 */
self.addEventListener('push', (event) => {
  const { title, body, url, tag } = event.data.json()
  const icon = '/icon.svg'
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon, badge: icon, data: { url } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  // Only ever a page of this console, whatever the message says.
  const target = new URL(event.notification.data.url, self.location.origin)
  const address = target.origin === self.location.origin ? target.href : self.location.origin
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((one) => 'navigate' in one)
      if (open === undefined) return self.clients.openWindow(address)
      await open.focus()
      return open.navigate(address).catch(() => self.clients.openWindow(address))
    }),
  )
})
