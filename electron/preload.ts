import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, BackendEvent, Method } from '../shared/api.ts';

/** Names of the calls in shared/api.ts, put here by the build so that the sandboxed file carries no parsers. */
declare const METHODS: readonly string[];

let flush = (): Promise<void> => Promise.resolve();

ipcRenderer.on('flush', async (_, turn: number) => {
  const saved = await flush().then(
    () => true,
    () => false,
  );
  ipcRenderer.send('flushed', turn, saved);
});

contextBridge.exposeInMainWorld('jixiaobiao', {
  call(method: string, request: unknown): Promise<Answer<Method>> {
    if (!METHODS.includes(method)) return Promise.resolve({ ok: false, code: 'bad-request', detail: '' });
    return ipcRenderer.invoke('call', method, request);
  },

  onEvent(listener: (event: BackendEvent) => void): () => void {
    const forward = (_: unknown, event: BackendEvent): void => listener(event);
    ipcRenderer.on('event', forward);
    return () => {
      ipcRenderer.off('event', forward);
    };
  },

  /** The window commits what is pending before the shell closes it. */
  onFlush(save: () => Promise<void>): void {
    flush = save;
  },
});
