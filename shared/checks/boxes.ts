import { shorten } from '../filing/parse.ts';
import type { Finding, Subject } from './subject.ts';

const EMPTY_BOX = '[□☐◻○]';
const TICKED = '[√✓✔☑☒■◼●]';
/** 新增□延续√ and □新增 ☑延续: the words of a choice, each with its box. */
const AFTER = new RegExp(`([^□☐◻○√✓✔☑☒■◼●\\s]+)\\s*(${EMPTY_BOX}|${TICKED})`, 'gu');
const BEFORE = new RegExp(`(${EMPTY_BOX}|${TICKED})\\s*([^□☐◻○√✓✔☑☒■◼●\\s]+)`, 'gu');

/** Brackets that stand for boxes: 新增（√）延续（ ）. */
function asBoxes(text: string): string {
  return text.replace(/[(（[]\s*([√✓✔☑☒■])\s*[)）\]]/g, '$1').replace(/[(（[]\s*[)）\]]/g, '□');
}

/** Longer texts are no choice. */
const MOST = 200;

/** R55: the boxes of a paper form, left in a field that holds what was chosen. */
export function checkBoxes({ form, filing, printed }: Subject): Finding[] {
  const lines = form.fields.filter(({ id, type }) => type === 'line' && printed.has(id));
  return lines.flatMap(({ id, name }): Finding[] => {
    const typed = (filing.values[id] ?? '').trim();
    if (typed.length > MOST) return [];
    const text = asBoxes(typed);
    if (!/[□☐◻]/.test(text) && !/^[☑✔✓√☒]|[☑✔✓√☒]$/.test(text)) return [];
    const first = new RegExp(`^(${EMPTY_BOX}|${TICKED})`, 'u').test(text);
    const options = [...text.matchAll(first ? BEFORE : AFTER)].map(([, a = '', b = '']) =>
      first ? { word: b, box: a } : { word: a, box: b },
    );
    const ticked = options.filter(({ box }) => new RegExp(TICKED, 'u').test(box));
    const [chosen] = ticked;
    if (chosen && ticked.length === 1)
      return [
        {
          rule: 'R55',
          message: `${name}中还有选项框“${shorten(typed)}”，请只写选中的“${chosen.word}”`,
          path: id,
          becomes: { [id]: chosen.word },
        },
      ];
    const message = `${name}中还有选项框“${shorten(typed)}”，请只写${ticked.length > 1 ? '其中一项' : '选定的一项'}`;
    return [{ rule: 'R55', message, path: id }];
  });
}
