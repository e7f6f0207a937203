import type { Row } from '../filing/filing.ts';
import { type Column, columnsOf, type Form, isIndicators } from '../form/form.ts';
import { patternFields } from '../form/pattern.ts';
import type { RowNames } from './pair-rows.ts';

/** What the rows of a table are about, as a comparison shows them. */
export interface RowSubject {
  /** Column of the name; '' where no column holds a text of its own. */
  name: string;
  /** Column that says most beside the name, always shown: the value of an indicator, the first amount of other rows. */
  value: string;
  /** All columns that can differ: without row numbers, and without the parts of a joined value. */
  columns: readonly Column[];
  namesOf(row: Row): RowNames;
}

export function rowSubject(form: Form, table: string): RowSubject {
  const all = columnsOf(form, table);
  const parts = new Set(
    all.flatMap(({ computed }) => (computed?.is === 'join' ? patternFields(computed.pattern) : [])),
  );
  const columns = all.filter(({ id, computed }) => computed?.is !== 'ordinal' && !parts.has(id));
  const indicators = isIndicators(form, table);
  const isText = ({ type = 'line', computed }: Column) => !computed && (type === 'line' || type === 'text');
  const texts = columns.filter(isText);
  const name = indicators ? 'level3' : ((texts.find(({ merge }) => !merge) ?? texts.at(-1))?.id ?? '');
  const others = columns.filter((column) => column.id !== name && !column.merge);
  const value =
    others.find(({ id }) => indicators && id === 'value') ?? others.find(({ type }) => type === 'amount') ?? others[0];
  const groups = columns.filter(({ id, merge }) => (indicators ? id === 'level2' : merge && id !== name));
  return {
    name,
    value: value?.id ?? name,
    columns,
    namesOf: (row) => ({ name: row[name] ?? '', group: groups.map(({ id }) => row[id] ?? '').join(' · ') }),
  };
}
