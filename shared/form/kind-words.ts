import type { Form } from './form.ts';

/** What a table is for, in a word that lists have room for. */
const WORDS: Record<Form['kind'], string> = {
  project: '目标',
  unit: '整体',
  monitor: '监控',
  evaluation: '自评',
  disclosure: '公开',
  cover: '封面',
  book: '套表',
  exchange: '清单',
};

/** The word that tells a table from the target table of the same project; '' for that one itself. */
export function kindWord(form: Form | null): string {
  return form === null || form.kind === 'project' ? '' : WORDS[form.kind];
}
