import type { Filing } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { pathOf } from '../../shared/filing/path.ts';
import { placeName } from '../../shared/filing/place-name.ts';
import { type Clash, clashPath } from '../../shared/filing/rebase.ts';
import type { Form } from '../../shared/form/form.ts';

/** A clash with a number by which the window tells it from others of the session. */
export interface OpenClash extends Clash {
  id: number;
}

/** Says which text of which cell was not kept. */
export function lostText(form: Form, filing: Filing, clash: Clash): string {
  return `未保留：${placeName(form, clashPath(filing, clash) ?? pathOf(clash.place))}“${shorten(clash.mine)}”`;
}
