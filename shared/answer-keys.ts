import type { Method, Responses } from './api.ts';

/**
 * The fields that the answer to each call must have. One without them comes from something else (another program on the
 * port, a server that was updated under an open page): the window says so at once instead of failing later elsewhere.
 */
const answerKeys: { readonly [M in Method]: readonly (keyof Responses[M] & string)[] } = {
  'app.info': ['version', 'shell', 'year', 'settings', 'notice', 'recovery'],
  'app.log': [],
  'store.recover': ['notice'],
  'settings.set': [],
  'filings.list': ['filings', 'found', 'version'],
  'filings.open': ['id', 'revision', 'savedAt', 'filing', 'previous'],
  'filings.facts': ['facts'],
  'filings.create': ['id', 'revision', 'savedAt', 'filing'],
  'filings.example': ['id', 'revision', 'savedAt', 'filing'],
  'filings.makeFrom': ['id', 'revision', 'savedAt', 'filing'],
  'filings.source': ['source'],
  'filings.copy': ['ids'],
  'filings.rollForward': ['ids', 'skipped', 'results', 'cancelled'],
  'compare.years': ['rows', 'units', 'total'],
  'compare.export': ['outcome', 'problems'],
  'filings.history': ['revisions'],
  'filings.stage': [],
  'filings.commit': ['revision', 'savedAt'],
  'filings.trash': [],
  'filings.restore': [],
  'filings.purge': [],
  'import.pick': ['files', 'cancelled'],
  'import.files': ['files', 'cancelled'],
  'import.take': ['ids', 'undo', 'cancelled'],
  'import.undo': ['kept'],
  'export.start': ['outcome', 'problems'],
  'export.cancel': [],
  'files.open': [],
  'files.show': [],
  'print.start': ['outcome', 'problems'],
  'print.preview': ['outcome', 'problems', 'pdf'],
  'library.list': ['entries', 'hidden'],
  'library.save': ['id'],
  'library.remove': [],
  'library.merge': ['undo'],
  'library.restore': [],
  'library.pick': ['files', 'indicators', 'added', 'changed', 'same', 'problems'],
  'library.read': ['files', 'indicators', 'added', 'changed', 'same', 'problems'],
  'library.import': ['undo'],
  'library.undo': [],
  'library.export': ['outcome', 'problems'],
  'review.counts': ['counts'],
  'review.judge': [],
  'review.filing': ['unit', 'problems', 'waivers', 'judged'],
  'review.year': ['units'],
  'review.lines': ['lines'],
  'review.export': ['outcome', 'problems'],
  'waivers.set': [],
  'waivers.remove': [],
  'waivers.list': ['waivers'],
  'totals.set': [],
};

/** Whether a value can be what a call answers. */
export function isAnswerTo<M extends Method>(method: M, value: unknown): value is Responses[M] {
  return typeof value === 'object' && value !== null && answerKeys[method].every((key) => Object.hasOwn(value, key));
}
