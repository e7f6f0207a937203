import { BrowserWindow, ipcMain, type WebFrameMain } from 'electron';
import { answer, type Handlers, type WindowMethod } from '../../shared/api.ts';
import { origin } from './protocol.ts';

/**
 * Answers the windows' calls; `own` answers those about the very window that makes them. Only the main frame of the
 * program's own page is listened to.
 */
export function answerWindows(
  backend: Omit<Handlers, WindowMethod>,
  own: (window: BrowserWindow) => Pick<Handlers, WindowMethod>,
  log: (error: unknown) => void,
): void {
  ipcMain.handle('call', (event, method: unknown, request: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!window || !isOwnPage(event.senderFrame)) return { ok: false, code: 'bad-request', detail: '' };
    return answer({ ...backend, ...own(window) }, String(method), request, log);
  });
}

/** True for the top frame of the program's own page. A frame that is gone is null. */
export function isOwnPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin;
}
