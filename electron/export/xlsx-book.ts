import { BELOW } from '../../shared/book/bind-pages.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Binding } from './document-info.ts';
import type { PageFoot } from './xlsx-sheet.ts';

/** The font of the page number, as Excel writes it. */
const FONT = '&"宋体,常规"&10';

/**
 * The foot of a book's worksheet says the pages' number in the whole book, at the outer edge where both sides are
 * printed; null for a cover and a book without numbers.
 */
export function pageFoot({ form }: Sheet, index: number, binding: Binding): PageFoot | null {
  const first = binding.firsts[index] ?? 0;
  if (first === 0 || !binding.numbers) return null;
  const text = `${FONT}第 &P 页 共 ${binding.pages} 页`;
  const distance = Math.max(0, form.page.margin.bottom - BELOW);
  if (!binding.twoSided) return { odd: `&C${text}`, first, distance };
  return { odd: `&R${text}`, even: `&L${text}`, first, distance };
}
