import { askedFiling } from './asked-filing.ts';
import { askAhead, hear } from './bridge.ts';

/**
 * A script of its own (vite.config.ts), small enough to run while the window's is still on its way: what the window
 * begins with, list and open table, is read by the backend meanwhile.
 */
hear();
const begun = askAhead('app.info', {});
const listed = askAhead('filings.arranged', { query: '', beside: [] });
const opened = begun.then(async ({ settings }) => {
  const id = askedFiling() ?? Number(settings.current);
  if (id) await askAhead('filings.open', { id });
});
// Who wants the answers hears why there are none.
Promise.all([listed, opened]).catch(() => undefined);
