import { askAhead } from './bridge.ts';

// The first thing that a window does: while the rest of it is made ready, the backend reads what it begins with.
askAhead('app.info', {});
askAhead('filings.arranged', { query: '', beside: [] });
