import { shorten } from '../../../shared/filing/parse.ts';
import type { Form } from '../../../shared/form/form.ts';
import type { Note } from '../note.ts';
import type { TableStart } from './find-tables.ts';
import { isFormalTitle } from './title.ts';
import type { ViewRow } from './view.ts';

/** The forms that are read, for messages. */
export function formNames(forms: readonly Form[]): string {
  const newest = forms.filter((form, at) => forms.findIndex(({ id }) => id === form.id) === at);
  const names = newest.slice(0, 6).map((form) => `“${form.name}”（${form.region}）`);
  return `${names.join('、')}${newest.length > 6 ? `等 ${newest.length} 种` : ''}`;
}

/** What is said of a table of which the catalogue has no form: what it looks like, and what to do. */
export function foreignMessage({ title, labels, foreign }: TableStart, forms: readonly Form[]): string {
  const own = title?.formal ? forms.find((form) => title.words.includes(form.name) && form.name.length > 5) : undefined;
  const quoted = (texts: readonly string[]) =>
    texts
      .slice(0, 3)
      .map((text) => `“${shorten(text)}”`)
      .join('');
  const looks = own
    ? `标题是“${shorten(title?.text ?? '', 40)}”，栏目却不是这种表样的${foreign.length > 0 ? `（有${quoted(foreign)}）` : ''}`
    : title
      ? `像是“${shorten(title.text, 40)}”，软件里没有这种表样`
      : foreign.length > 0
        ? `有${quoted(foreign)}等栏目，软件里没有这种表样`
        : `只有${quoted(labels)}等 ${labels.length} 个栏目，看不出是哪种表样`;
  return `${looks}，这张表没有读入；请改用软件里的表样${formNames(forms)}填写后再导入`;
}

/** The row after a table that begins at `start` and is not read: the next title, or text set off from it. */
export function endOfForeign(rows: readonly ViewRow[], start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const row = rows[at] as ViewRow;
    if (row.row.apart && !row.row.tabular) return at;
    if (row.cells.length <= 3 && row.cells.some(({ text }) => isFormalTitle(text))) return at;
  }
  return end;
}

/** One line for all tables of the same unknown form in a file. */
export function oneLineEach(notes: readonly Note[]): Note[] {
  const seen = new Map<string, { note: Note; count: number }>();
  for (const note of notes) {
    const same = seen.get(note.message);
    if (same) same.count++;
    else seen.set(note.message, { note, count: 1 });
  }
  return [...seen.values()].map(({ note, count }) =>
    count > 1 ? { ...note, message: note.message.replace('这张表没有读入', `这样的 ${count} 张表都没有读入`) } : note,
  );
}
