import { z } from 'zod';
import { ApiError } from '../../shared/api.ts';
import { applyAll, type Edit, EditError } from '../../shared/filing/edits.ts';
import { cellsOf, type Filing } from '../../shared/filing/filing.ts';
import { MAX_ROWS, type Parsed, parseFiling } from '../../shared/filing/parse.ts';
import { withRowIds } from '../../shared/filing/row-ids.ts';
import type { Form } from '../../shared/form/form.ts';

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

/**
 * The filing after the edits of one commit. The window holds either what it last committed or what it opened, and
 * opening repairs (`readBody`), so the edits may fit the stored body as it is or as repaired. Throws `ApiError`
 * `conflict` when they fit neither, `bad-request` when they name what the form does not have.
 */
export function edited(id: number, body: string, edits: readonly Edit[]): { form: Form; filing: Filing } {
  const { form, filing } = readBody(id, body);
  for (const edit of edits) insistKnown(form, edit);
  const stored = exactSchema.safeParse(parseJson(body));
  const exact = stored.success && { ...stored.data, indicators: withRowIds(stored.data.indicators, `${id}`) };
  const next = (exact && tryAll(exact, edits)) || tryAll(filing, edits);
  if (!next) throw new ApiError('conflict');
  if (next.indicators.length > MAX_ROWS) throw new ApiError('bad-request', `一张表最多 ${MAX_ROWS} 行指标`);
  return { form, filing: { ...next, indicators: withRowIds(next.indicators, `${id}`) } };
}

const exactSchema = z.strictObject({
  form: z.string(),
  version: z.string(),
  sections: z.array(z.string()),
  values: z.record(z.string(), z.string()),
  indicators: z.array(z.record(z.string(), z.string())),
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
  const columns = new Set(form.indicators.columns.map((column) => column.id));
  const known =
    edit.kind === 'value'
      ? form.fields.some((field) => field.id === edit.field)
      : edit.kind === 'cell'
        ? columns.has(edit.column)
        : edit.kind === 'section'
          ? form.sections.some((section) => section.id === edit.section)
          : edit.kind === 'move' || edit.rows.every((row) => cellsOf(row).every(([id]) => columns.has(id)));
  if (!known) throw new ApiError('bad-request');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
