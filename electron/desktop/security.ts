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

/** What the page may do of all that a browser asks for: copy and paste from its menus. */
const GRANTED = ['clipboard-sanitized-write', 'clipboard-read'];

/** Whether a permission is granted: only to the program's own page. */
function isGranted(permission: string, asking: string): boolean {
  return GRANTED.includes(permission) && (asking === origin || asking.startsWith(home));
}

/** Grants nothing but the clipboard, and lets nothing through but the program's own files. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_, permission, callback, details) =>
    callback(isGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_, permission, asking) => isGranted(permission, asking));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOwn(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

function isOwn(url: string): boolean {
  return url.startsWith(home) || url.startsWith('devtools:');
}
