import { type LibraryEntry, referenceOf } from '../../shared/library/library.ts';
import { shownSign } from '../../shared/library/value-template.ts';

/** What the library knows of an indicator, part by part: 单位：个, 参考值：2 个, 用过 3 次. */
export function valueDetails(entry: LibraryEntry): string[] {
  const sign = shownSign(entry);
  return [
    // An equals sign says nothing that the number does not say.
    sign === '' || sign === '=' ? '' : sign === '定性' ? sign : `符号：${sign}`,
    entry.units.length > 0 ? `单位：${entry.units.join('、')}` : '',
    referenceText(entry),
  ].filter((text) => text !== '');
}

/** 参考值：2 个, 参考值：≥90%; '' where there is none. */
export function referenceText(entry: LibraryEntry): string {
  const reference = referenceOf(entry).replace(/^=/, '');
  return reference === '' ? '' : `参考值：${reference.replace(/(\d)(?=\p{Script=Han})/u, '$1 ')}`;
}

export function usesText({ uses }: LibraryEntry): string {
  return uses > 0 ? `用过 ${uses} 次` : '';
}
