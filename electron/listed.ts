import type { Handlers } from '../shared/api.ts';
import { type Arrangement, arrangementOf } from '../shared/arrangement.ts';
import { queryWords } from '../shared/search-words.ts';
import { PAGE } from '../shared/whole-list.ts';
import type { Store } from './store/store.ts';

/** Most filings that a search answers with: sending thousands takes longer than finding them. */
const MOST_FOUND = 500;
/** How many filings are told of with the list itself: more than a window shows at a time. */
const FIRST = 100;

/** The list of filings and 回收站, as the window asks for them. */
export function listHandlers(store: Store): Pick<Handlers, 'filings.list' | 'filings.arranged' | 'filings.summaries'> {
  return {
    'filings.list': (filter) => {
      const most = queryWords(filter.query).length > 0 ? MOST_FOUND : PAGE;
      return store.search({ ...filter, most });
    },
    'filings.arranged': async ({ query, sort, grouping, beside }) => {
      const how = { ...remembered(store), ...(sort && { sort }), ...(grouping && { grouping }) };
      const list = await store.arranged({ query, how, most: MOST_FOUND, first: FIRST, beside });
      return { ...how, ...list, outline: query === '' ? store.outline() : null, version: store.version };
    },
    'filings.summaries': ({ ids, query }) => ({ filings: store.summaries(ids, query) }),
  };
}

/** How the list was arranged last, as the window's settings have it. */
function remembered(store: Store): Arrangement {
  const { 'list.sort': sort = '', 'list.group': grouping = '' } = store.settings();
  return arrangementOf(sort, grouping);
}
