import type { App, Session } from 'electron';
import { home, origin } from './protocol.ts';

/** The window stays on its own page: no other address, no second window, no embedded page. */
export function confinePages(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Grants nothing but writing text to the clipboard, and lets nothing through but the program's own files. */
export function confineSession(session: Session): void {
  const granted = (permission: string, asking: string): boolean =>
    permission === 'clipboard-sanitized-write' && (asking === origin || asking.startsWith(home));
  session.setPermissionRequestHandler((_, permission, callback, details) =>
    callback(granted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_, permission, asking) => granted(permission, asking));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOwn(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

function isOwn(url: string): boolean {
  return url.startsWith(home) || url.startsWith('devtools:');
}
