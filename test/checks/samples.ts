import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyAll, setText } from '../../shared/filing/edits.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Table } from './tables.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'samples');

/** The sample filing of a form of the catalogue, with other texts at some of its paths. */
export function sample(id: string, texts: Record<string, string> = {}): Table {
  const parsed = parseFiling(JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  const form = catalog.find(id) as Form;
  const edits = Object.entries(texts).flatMap(([path, text]) => setText(parsed.filing, placeOf(path), text) ?? []);
  return { form, filing: applyAll(parsed.filing, edits) };
}

/** The table under a form whose checks are changed. */
export function judgedBy(table: Table, checks: (form: Form) => Partial<Form['checks']>): Table {
  return { ...table, form: { ...table.form, checks: { ...table.form.checks, ...checks(table.form) } } };
}
