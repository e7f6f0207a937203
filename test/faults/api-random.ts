import { beginFiling } from '../../shared/filing/begin.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { type Filing, ROW_ID, rowsOf, typedColumns } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { begun, change } from './api-model.ts';
import type { Random } from './random.ts';

/** What the random calls are made of: texts, changes that fit, filings. */

export const WORDS = [
  '按期完成',
  '群众满意度',
  '水务事务中心',
  '第三季度',
  '≥95%',
  '（一）',
  '河道 保洁',
  '12.5万元',
  'ABC',
  '路灯',
];
export const UNITS = ['水务事务中心', '海湾区档案馆'];

export function textFrom(random: Random): string {
  return random.chance(0.15) ? '' : Array.from({ length: 1 + random.int(4) }, () => random.pick(WORDS)).join('，');
}

function idFrom(random: Random): string {
  return Array.from({ length: 16 }, () => random.int(36).toString(36)).join('');
}

const holdsText = ({ type = 'line', computed }: { type?: string | undefined; computed?: unknown }) =>
  !computed && /^(line|text)$/.test(type);

/** A change that fits the filing as it is. */
export function editFor(form: Form, filing: Filing, random: Random): Edit {
  if (form.sections.length > 0 && random.chance(0.05)) {
    const section = random.pick(form.sections).id;
    return { kind: 'section', section, on: !filing.sections.includes(section) };
  }
  const fields = form.fields.filter(holdsText);
  const columnsOf = (table: string) => typedColumns(form, table).filter(holdsText);
  const tables = tablesOf(form).filter(({ id }) => columnsOf(id).length > 0);
  if (tables.length === 0 || (fields.length > 0 && random.chance(0.4))) {
    const { id: field } = random.pick(fields);
    return { kind: 'value', field, from: filing.values[field] ?? '', to: textFrom(random) };
  }
  const { id: table } = random.pick(tables);
  const rows = rowsOf(filing, table);
  const column = random.pick(columnsOf(table)).id;
  const at = random.int(rows.length);
  const row = rows[at];
  switch (row ? random.int(4) : 0) {
    case 1:
      return { kind: 'remove', table, at, rows: rows.slice(at, at + 1) };
    case 2:
      return { kind: 'move', table, from: at, count: 1, to: random.int(rows.length) };
    case 3:
      return {
        kind: 'cell',
        table,
        row: at,
        id: row?.[ROW_ID],
        column,
        from: row?.[column] ?? '',
        to: textFrom(random),
      };
    default: {
      const inserted = { [column]: textFrom(random), [ROW_ID]: idFrom(random) };
      return { kind: 'insert', table, at: random.int(rows.length + 1), rows: [inserted] };
    }
  }
}

export function newFiling(random: Random): Filing {
  const known = { name: random.pick(WORDS), unit: random.pick(UNITS), department: '' };
  return beginFiling(random.pick(catalog.all), 2026, known);
}

/** The filing after a change that fits it. */
export function changed(filing: Filing, random: Random): Filing {
  const trial = begun(filing);
  change(trial, [editFor(formOf(filing), filing, random)]);
  return trial.filing;
}
