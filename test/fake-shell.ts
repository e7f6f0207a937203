import type { Shell } from '../electron/backend-deps.ts';

const unasked = () => Promise.reject(new Error('the test does not expect the shell to be asked for this'));

/** A shell that does what a test says of it, and refuses the rest. */
export function fakeShell(does: Partial<Shell>): Shell {
  return {
    name: 'browser',
    pickFiles: async () => [],
    pickFolder: unasked,
    deliver: unasked,
    openPdf: unasked,
    openFile: unasked,
    showFile: unasked,
    openFolder: unasked,
    ...does,
  };
}
