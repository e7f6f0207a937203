import { BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import type { Handlers, WindowMethod } from '../../shared/api.ts';
import { origin } from './protocol.ts';

/**
 * Answers the windows' calls; `own` answers those about the very window that makes them. Only the main frame of the
 * program's own page is listened to. A window may ask before the backend is there.
 */
export function answerWindows(
  opening: Promise<{ backend: Omit<Handlers, WindowMethod> }>,
  own: (window: BrowserWindow) => Pick<Handlers, WindowMethod>,
  log: (error: unknown) => void,
): void {
  ipcMain.handle('call', async (event, method: unknown, request: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !isOwnPage(event.senderFrame)) return { ok: false, code: 'bad-request', detail: '' };
    const [{ backend }, { answer }] = await Promise.all([opening, import('../../shared/api.ts')]);
    return answer({ ...backend, ...own(window) }, String(method), request, log);
  });
}

/** True for the top frame of the program's own page. A frame that is gone is null. */
export function isOwnPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin;
}
