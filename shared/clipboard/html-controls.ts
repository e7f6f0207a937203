/** The attributes of an element, by their names in small letters. */
type Attributes = Readonly<Record<string, string | undefined>>;

/** Kinds of `<input>` that show no text of the form: what is sent unseen, a secret, files, buttons and sliders. */
const TEXTLESS = new Set('hidden password file image button submit reset color range'.split(' '));

/** What an `<input>` of a form on a web page shows: its text, or a box (☑, ☐) where it is ticked or not. */
export function inputText({ type: kind = 'text', value = '', checked }: Attributes): string {
  const type = kind.trim().toLowerCase();
  if (type === 'checkbox' || type === 'radio') return checked !== undefined ? '☑' : '☐';
  return TEXTLESS.has(type) ? '' : value;
}

/** An option of a `<select>`: its text, and whether it says only that nothing is chosen yet (请选择). */
export interface Option {
  text: string;
  selected: boolean;
  blank: boolean;
}

/** An option as its tag has it; its text is read afterwards. */
export function optionOf({ value, selected, disabled }: Attributes): Option {
  return { text: '', selected: selected !== undefined, blank: value === '' || disabled !== undefined };
}

/** What a `<select>` shows: the options that are chosen, else the first; nothing while it only asks to choose. */
export function selectText(options: readonly Option[], several: boolean): string {
  const chosen = options.filter(({ selected }) => selected);
  const shown = several ? chosen : (chosen.length > 0 ? chosen : options.slice(0, 1)).slice(-1);
  return shown
    .filter(({ blank, text }) => !blank && !/^[-—\s]*请选择[-—\s]*$/.test(text))
    .map(({ text }) => text.trim())
    .join('、');
}
