/** Kinds of `<input>` that show no text of the form: what is sent unseen, a secret, files, buttons and sliders. */
const TEXTLESS = new Set('hidden password file image button submit reset color range'.split(' '));

/** What an `<input>` of a form on a web page shows: its text, or a box (☑, ☐) where it is ticked or not. */
export function inputText(attribute: (name: string) => string | null | undefined): string {
  const type = (attribute('type') ?? 'text').trim().toLowerCase();
  if (type === 'checkbox' || type === 'radio') return isSet(attribute('checked')) ? '☑' : '☐';
  return TEXTLESS.has(type) ? '' : (attribute('value') ?? '');
}

/** An option of a `<select>`: its text, and whether it says only that nothing is chosen yet (请选择). */
export interface Option {
  text: string;
  selected: boolean;
  blank: boolean;
}

/** An option as its tag has it; its text is read afterwards. */
export function optionOf(attribute: (name: string) => string | null | undefined): Option {
  const blank = attribute('value') === '' || isSet(attribute('disabled'));
  return { text: '', selected: isSet(attribute('selected')), blank };
}

/** What a `<select>` shows: the options that are chosen, else the first; nothing while it only asks to choose. */
export function selectText(options: readonly Option[], several: boolean): string {
  const chosen = options.filter(({ selected }) => selected);
  const shown = several ? chosen : (chosen.slice(-1)[0] ?? options[0]);
  return [shown ?? []]
    .flat()
    .filter(({ blank, text }) => !blank && !/^[-—\s]*请选择[-—\s]*$/.test(text))
    .map(({ text }) => text.trim())
    .join('、');
}

function isSet(value: string | null | undefined): boolean {
  return value !== null && value !== undefined;
}
