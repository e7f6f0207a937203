import type { Form } from '../form/form.ts';
import { computedText, fieldOrColumn, textsOf } from './computed.ts';
import { type Filing, typedText } from './filing.ts';
import type { Place } from './path.ts';
import { scoreOf } from './score.ts';

/**
 * How a rate or a score is worked out, as one sentence that stands beside its cell; null for values that say it
 * themselves, and as long as nothing is known of them. A score that was typed over it is named, with its reason.
 */
export function explain(form: Form, filing: Filing, place: Place): string | null {
  const value = fieldOrColumn(form, place);
  if (!value?.computed) return null;
  const why = whyOf(form, filing, place);
  const typed = value.override === undefined ? '' : typedText(filing, place).trim();
  if (value.override === undefined || typed === '') return why === '' ? null : why;
  const reason = textsOf(form, filing, place, value.override)[0]?.trim();
  const said = reason ? `理由：${reason}` : '请写明理由';
  return [why, `已改为${typed}，${said}`].filter((part) => part !== '').join('；');
}

function whyOf(form: Form, filing: Filing, place: Place): string {
  const { computed } = fieldOrColumn(form, place) ?? {};
  const text = (ref: string) => textsOf(form, filing, place, ref)[0] ?? '';
  const result = computedText(form, filing, place);
  switch (computed?.is) {
    case 'score':
      return scoreOf(text(computed.target), text(computed.actual), text(computed.of), computed.decimals).why;
    case 'share':
      return result === '' ? '' : `${text(computed.part)}÷${text(computed.whole)}=${result}`;
    case 'points': {
      const of = typeof computed.of === 'number' ? String(computed.of) : text(computed.of);
      return result === '' ? '' : `执行率${text(computed.share)}，得分=${of}×${most(text(computed.share))}=${result}`;
    }
    default:
      return '';
  }
}

/** More than all that was to be spent gives no more points. */
function most(share: string): string {
  return Number.parseFloat(share) > 100 ? '100%' : share;
}
