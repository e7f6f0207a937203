import type { BookTable } from '../../shared/api.ts';
import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** What stands in the middle: the open table, or a page over it. */
export type View =
  | 'table'
  | 'home'
  | 'years'
  | 'books'
  | 'trash'
  | 'backups'
  | 'settings'
  | 'preview'
  | 'comparison'
  | 'history'
  | 'year-review';

/** What the panel on the right can hold, one at a time. */
export const tabs = {
  review: '审核',
  propose: '推荐',
  library: '指标库',
  'last-year': '上年',
  import: '导入',
  paste: '粘贴',
  clash: '未保存',
  report: '提示',
} as const;
export type TabId = keyof typeof tabs;

/** What is asked in a dialog of its own. */
export type Dialog =
  | { kind: 'new' | 'commands' | 'switch' | 'keys' | 'import' | 'replace-everywhere' }
  | { kind: 'copy' | 'purge' | 'lock'; ids: readonly number[] }
  | { kind: 'unlock'; id: number }
  /** A book is made of a unit's year; tables go into the open one; some are not there yet in the year of the next. */
  | { kind: 'new-book' | 'book-tables' }
  | { kind: 'next-book'; year: number; missing: readonly BookTable[] }
  /** A revision of a filing gets a name. */
  | { kind: 'name-version'; id: number; revision: number }
  /** `from`: all tables of this year are asked for, and another year may be chosen. */
  | { kind: 'roll'; ids: readonly number[]; from?: number };

/**
 * Widths of the panes in px, and what they keep to. The first is for letters of the usual size, and grows with them up to
 * `large`.
 */
export const LIST = { least: 200, most: 420, first: 216, large: 290 };
export const PANEL = { least: 300, most: 480, first: 304, large: 344 };
/** The usual size of letters, in px. */
const TEXT = 14;
/** In windows at least this wide, in px, the list begins as wide as it does for the largest letters. */
const WIDE = 1680;
/**
 * Windows narrower than this, in px, begin with the list folded; narrower than `panel` no panel comes unasked; narrower
 * than `drawer` it lies over the page.
 */
export const NARROW = { list: 1280, panel: 1366, drawer: 1100 };

/** What the window shows where: the page in the middle, the panes beside it and how wide they are, the dialog. */
export class Frame extends Observable {
  view: View = 'table';
  tab: TabId | null = null;
  /** The tab that comes back when the panel is shown again. */
  lastTab: TabId = 'review';
  dialog: Dialog | null = null;
  /** The bar above the table in which text is searched for. */
  find: 'find' | 'replace' | null = null;
  /** Width of the window in px. */
  width = 1440;
  #listWanted: boolean | null = null;
  /** What was shown before a tab that came with what it tells. */
  #before: TabId | null = null;
  readonly #remembered: Remembered;

  constructor(remembered: Remembered) {
    super();
    this.#remembered = remembered;
  }

  begin(): void {
    const tab = this.#remembered.get('frame.tab');
    if (isKept(tab)) this.tab = this.lastTab = tab;
    this.changed();
  }

  /** Whether a page stands over the table: no key may reach what cannot be seen. */
  get covered(): boolean {
    return this.view !== 'table';
  }

  /** Whether the page that stands over the table has nothing to do with it: what tells of the table is not shown then. */
  get away(): boolean {
    return this.view !== 'table' && this.view !== 'preview';
  }

  show(view: View): void {
    if (this.view === view) return;
    this.view = view;
    this.changed();
  }

  showTab(tab: TabId | null): void {
    if (this.tab === tab) return;
    if (this.tab === null || isKept(this.tab)) this.#before = this.tab;
    this.tab = tab;
    if (tab !== null && isKept(tab)) this.lastTab = tab;
    // Where the panel lies over the page, the list beside them both would leave the page too little.
    if (tab !== null && this.drawer) this.#listWanted = null;
    this.#remembered.set('frame.tab', tab ?? '');
    this.changed();
  }

  /** Closes a tab, if it is the one that is shown; one that came with what it told leaves the panel as it was. */
  closeTab(tab: TabId): void {
    if (this.tab === tab) this.showTab(isKept(tab) ? null : this.#before);
  }

  ask(dialog: Dialog): void {
    this.dialog = dialog;
    this.changed();
  }

  closeDialog(): void {
    if (!this.dialog) return;
    this.dialog = null;
    this.changed();
  }

  setFind(find: Frame['find']): void {
    this.find = find;
    this.changed();
  }

  /** The list folds by itself in a narrow window, until it is asked for there. */
  get listOpen(): boolean {
    return this.#listWanted ?? (this.width >= NARROW.list && this.#remembered.get('frame.list') !== 'closed');
  }

  showList(open: boolean): void {
    this.#listWanted = this.width < NARROW.list ? open : null;
    if (this.width >= NARROW.list) this.#remembered.set('frame.list', open ? '' : 'closed');
    this.changed();
  }

  /** Whether the panel lies over the page instead of beside it. */
  get drawer(): boolean {
    return this.width < NARROW.drawer;
  }

  /** Whether a panel that nobody asked for takes nothing from the page that it needs: there is room, or a panel already. */
  get panelFits(): boolean {
    return this.width >= NARROW.panel || this.tab !== null;
  }

  get listWidth(): number {
    return this.#widthOf('frame.listWidth', LIST, this.width >= WIDE);
  }

  get panelWidth(): number {
    return this.#widthOf('frame.panelWidth', PANEL, false);
  }

  /** How wide a pane was dragged; else how wide it begins. */
  #widthOf(key: string, { least, most, first, large }: typeof LIST, wide: boolean): number {
    const width = Number(this.#remembered.get(key));
    if (width >= least && width <= most) return width;
    const text = Number(this.#remembered.get('text')) || TEXT;
    return wide ? large : Math.max(first, Math.min(large, Math.round((first * text) / TEXT)));
  }

  setWidths(list: number | null, panel: number | null): void {
    if (list !== null) this.#remembered.set('frame.listWidth', String(Math.round(list)));
    if (panel !== null) this.#remembered.set('frame.panelWidth', String(Math.round(panel)));
    this.changed();
  }

  /** The window has another width, in px. */
  resized(width: number): void {
    if (this.width === width) return;
    if (width >= NARROW.list !== this.width >= NARROW.list) this.#listWanted = null;
    this.width = width;
    this.changed();
  }
}

/** Whether a tab is there whenever it is asked for; the others come with what they tell. */
function isKept(tab: string): tab is TabId {
  return tab === 'review' || tab === 'propose' || tab === 'library' || tab === 'last-year';
}
