import type { Method, Responses } from './api.ts';

/**
 * What every answer must bring to be one: the window takes an answer without them (of another program on the port, of a
 * page that was left open over an update) for a fault, instead of failing later where nobody knows why.
 */
const answerKeys: { readonly [M in Method]: readonly (keyof Responses[M] & string)[] } = {
  'app.info': ['version', 'shell', 'year', 'settings', 'notice', 'recovery'],
  'app.log': [],
  'store.recover': ['notice'],
  'settings.set': [],
  'filings.list': ['filings', 'found'],
  'filings.open': ['id', 'revision', 'savedAt', 'filing', 'previous'],
  'filings.create': ['id', 'revision', 'savedAt', 'filing'],
  'filings.copy': ['ids'],
  'filings.rollForward': ['ids', 'skipped', 'cancelled'],
  'compare.years': ['rows', 'units', 'total'],
  'compare.export': ['outcome', 'problems'],
  'filings.stage': [],
  'filings.commit': ['revision', 'savedAt'],
  'filings.trash': [],
  'filings.restore': [],
  'filings.purge': [],
  'import.pick': ['files', 'cancelled'],
  'import.files': ['files', 'cancelled'],
  'export.start': ['outcome', 'problems'],
  'export.cancel': [],
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
  'review.filing': ['unit', 'problems', 'waivers'],
  'review.year': ['units'],
  'review.lines': ['lines'],
  'review.export': ['outcome', 'problems'],
  'waivers.set': [],
  'waivers.remove': [],
  'totals.set': [],
};

/** Whether a value can be what a call answers. */
export function isAnswerTo<M extends Method>(method: M, value: unknown): value is Responses[M] {
  return typeof value === 'object' && value !== null && answerKeys[method].every((key) => Object.hasOwn(value, key));
}
