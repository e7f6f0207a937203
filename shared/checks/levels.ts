import { type Filing, isPrinted } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';

/** R19: the table has an indicator under each level 1 that its form requires (财预〔2015〕88号). */
export function checkLevels(form: Form, filing: Filing): Problem[] {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
  const present = new Set(filing.indicators.filter(isPrinted).map((row) => plain(row.level1 ?? '')));
  return form.indicators.levels
    .filter((level) => level.required && ![level.name, ...(level.also ?? [])].some((name) => present.has(plain(name))))
    .map(({ name }) => ({ rule: 'R19', severity: 'error', message: `没有${name}，请至少填写一条`, path: '' }));
}
