import { protocol, type Session } from 'electron';
import { type PageFolders, pageFile, pageHeaders } from '../page-files.ts';

/** The window's own origin. Its files come from the program, and nothing else answers on it. */
const scheme = 'app';
const host = 'jixiaobiao';
export const origin = `${scheme}://${host}`;
export const home = `${origin}/`;

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers the window's requests for its own files, and only those. */
export function serveWindow(session: Session, folders: PageFolders): void {
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== host) return new Response(null, { status: 405 });
    const file = await pageFile(folders, url.pathname);
    if (!file) return new Response(null, { status: 404 });
    return new Response(file.bytes, { headers: { ...pageHeaders, 'content-type': file.type } });
  });
}
