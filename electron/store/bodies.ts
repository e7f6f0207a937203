import * as z from 'zod';
import { ApiError } from '../../shared/api.ts';
import { applyAll, type Edit, EditError } from '../../shared/filing/edits.ts';
import { cellsOf, type Filing, rowsOf, textOf } from '../../shared/filing/filing.ts';
import { MAX_ROWS, type Parsed, parseFiling, toBody } from '../../shared/filing/parse.ts';
import { withAllRowIds } from '../../shared/filing/row-ids.ts';
import { columnsOf, type Form, tableOf, tablesOf } from '../../shared/form/form.ts';
import { parseJson } from './body-text.ts';

/**
 * Reads the stored body of the filing `id`; the only way a filing leaves the database. Rows from before there were row
 * ids get the same ones at every reading, until a change writes them. Throws `ApiError` when this program cannot show
 * it.
 */
export function readBody(id: number, body: string): Parsed {
  const parsed = parseFiling(parseJson(body), `${id}`);
  if ('error' in parsed) throw new ApiError('not-found', parsed.error);
  return parsed;
}

/** Whether this program can show a body. */
export function isReadable(body: string): boolean {
  return !('error' in parseFiling(parseJson(body)));
}

/**
 * The filing after the edits of one commit. The window holds either what it last committed or what it opened, and
 * opening repairs (`readBody`), so the edits may fit the stored filing as it is or as repaired. Throws `ApiError`
 * `conflict` when they fit neither, `bad-request` when they name what the form does not have.
 */
export function edited(id: number, { form, filing: stored }: Stored, edits: readonly Edit[]): Filing {
  for (const edit of edits) insistKnown(form, edit);
  const filing = after(id, form, stored, edits);
  if (!filing) throw new ApiError('conflict');
  const full = tablesOf(form).find((table) => rowsOf(filing, table.id).length > MAX_ROWS);
  if (full) throw new ApiError('bad-request', `${full.name}最多 ${MAX_ROWS} 行，请分成几张表填写`);
  return filing;
}

/**
 * The body after the edits of saved changes, in order, up to one that is not known (null) or does not fit. `done` counts
 * those that were made.
 */
export function editedThrough(
  id: number,
  body: string,
  changes: readonly (readonly Edit[] | null)[],
): { body: string; done: number } {
  const stored = asStored(id, body);
  let [filing, done] = [stored.filing, 0];
  for (const edits of changes) {
    const next = edits && after(id, stored.form, filing, edits);
    if (!next) break;
    filing = next;
    done++;
  }
  return { body: JSON.stringify(toBody(filing)), done };
}

export interface Stored {
  form: Form;
  filing: Filing;
}

/** A stored filing with nothing repaired but the ids of its rows, where its body has the right shape. */
export function asStored(id: number, body: string): Stored {
  const { form, filing } = readBody(id, body);
  const exact = exactBody(form, parseJson(body));
  return { form, filing: exact ? withAllRowIds(exact, `${id}`) : filing };
}

/** The filing after edits that fit it as it is, or as opening repairs it and them; null where they do not. */
function after(id: number, form: Form, filing: Filing, edits: readonly Edit[]): Filing | null {
  const repaired = () => readBody(id, JSON.stringify(toBody(filing))).filing;
  const next = tryAll(filing, edits) ?? tryAll(repaired(), edits) ?? tryAll(repaired(), repairedEdits(form, edits));
  return next && withAllRowIds(next, `${id}`);
}

/** The edits with their texts as opening repairs them. */
function repairedEdits(form: Form, edits: readonly Edit[]): Edit[] {
  const read = (part: Record<string, unknown>) => {
    const parsed = parseFiling({ form: form.id, version: form.version, ...part });
    if ('error' in parsed) throw new Error(parsed.error);
    return parsed.filing;
  };
  return edits.map((edit): Edit => {
    if (edit.kind === 'value') {
      const text = (value: string) => textOf(read({ values: { [edit.field]: value } }), edit.field);
      return { ...edit, from: text(edit.from), to: text(edit.to) };
    }
    if (edit.kind === 'cell') {
      const text = (value: string) =>
        rowsOf(read({ [edit.table]: [{ [edit.column]: value }] }), edit.table)[0]?.[edit.column] ?? '';
      return { ...edit, from: text(edit.from), to: text(edit.to) };
    }
    if (edit.kind !== 'insert' && edit.kind !== 'remove') return edit;
    return { ...edit, rows: [...rowsOf(read({ [edit.table]: edit.rows }), edit.table)] };
  });
}

/** A body as it is stored, with nothing repaired; null where it is not of that shape. */
function exactBody(form: Form, body: unknown): Filing | null {
  const stored = exactSchema.safeParse(body);
  if (!stored.success) return null;
  const { form: of, version, sections, values, ...rest } = stored.data;
  const tables = z.record(z.string(), rowsSchema).safeParse(rest);
  if (!tables.success) return null;
  const own = tablesOf(form).map(({ id }) => [id, tables.data[id] ?? []] as const);
  return { form: of, version, sections, values, tables: Object.fromEntries(own) };
}

const rowsSchema = z.array(z.record(z.string(), z.string()));
const exactSchema = z.looseObject({
  form: z.string(),
  version: z.string(),
  sections: z.array(z.string()),
  values: z.record(z.string(), z.string()),
});

function tryAll(filing: Filing, edits: readonly Edit[]): Filing | null {
  try {
    return applyAll(filing, edits);
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

function insistKnown(form: Form, edit: Edit): void {
  if (!isKnown(form, edit)) throw new ApiError('bad-request');
}

function isKnown(form: Form, edit: Edit): boolean {
  if (edit.kind === 'value') return form.fields.some((field) => field.id === edit.field);
  if (edit.kind === 'section') return form.sections.some((section) => section.id === edit.section);
  if (!tableOf(form, edit.table)) return false;
  const columns = new Set(columnsOf(form, edit.table).map((column) => column.id));
  if (edit.kind === 'cell') return columns.has(edit.column);
  return edit.kind === 'move' || edit.rows.every((row) => cellsOf(row).every(([id]) => columns.has(id)));
}
