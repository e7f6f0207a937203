import { ipcMain, type WebFrameMain } from 'electron';
import { answer, type Handlers } from '../../shared/api.ts';
import { origin } from './protocol.ts';

/** Answers the window's calls. Only the main frame of the program's own page is listened to. */
export function answerWindow(handlers: Handlers, log: (error: unknown) => void): void {
  ipcMain.handle('call', (event, method: unknown, request: unknown) => {
    if (!isOwnPage(event.senderFrame)) return { ok: false, code: 'bad-request', detail: '' };
    return answer(handlers, String(method), request, log);
  });
}

/** True for the top frame of the program's own page. A frame that is gone is null. */
export function isOwnPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin;
}
