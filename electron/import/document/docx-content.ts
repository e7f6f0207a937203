import { child, elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { within } from '../xml-tree.ts';
import { isOn } from './docx-styles.ts';

/** The text of a `w:t`: a line break of the file is a space, white space at its ends counts only when it says so. */
export function textOf(node: XmlNode, keepsSpace: boolean): string {
  const space = node.attributes['xml:space'];
  const text = textWithin(node).replace(/[\r\n]+/g, ' ');
  return space === 'preserve' || (keepsSpace && space === undefined) ? text : text.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** What a check box or a list of a protected form shows; null for other fields. */
export function formField(node: XmlNode): string | null {
  const data = child(node, 'w:ffData');
  const box = child(data, 'w:checkBox');
  if (box) return (isOn(child(box, 'w:checked')) ?? isOn(child(box, 'w:default'))) ? '☑' : '☐';
  const list = child(data, 'w:ddList');
  if (!list) return null;
  const chosen = child(list, 'w:result') ?? child(list, 'w:default');
  const entries = elements(list).filter(({ name }) => name === 'w:listEntry');
  return entries[Number(chosen?.attributes['w:val'] ?? 0)]?.attributes['w:val'] ?? '';
}

/** Text that a reader sees: character data of a drawing are sizes, too. */
export function shownText(node: XmlNode): string {
  if (/^(?:w|a|m):t$/.test(node.name)) return textWithin(node);
  return elements(node).map(shownText).join('');
}

export function holdsSomething(node: XmlNode): boolean {
  return (
    shownText(node).trim() !== '' ||
    Boolean(within(node, 'w:sym') ?? within(node, 'a:blip') ?? within(node, 'v:imagedata'))
  );
}

/** Lines and empty shapes: nothing of them could be read. */
export function isLine(node: XmlNode): boolean {
  const pictured = within(node, 'a:blip') ?? within(node, 'v:imagedata') ?? within(node, 'a:graphic');
  if (!pictured) return true;
  if (pictured.name !== 'a:graphic') return false;
  const data = child(pictured, 'a:graphicData')?.attributes.uri ?? '';
  return /wordprocessing(?:Shape|Group|Canvas)$/.test(data);
}

/** The outermost elements of this name, each once: an alternative for older programs repeats them. */
export function outermost(node: XmlNode, name: string): XmlNode[] {
  return elements(node).flatMap((element) => {
    if (element.name === name) return [element];
    if (element.name !== 'mc:AlternateContent') return outermost(element, name);
    const alternatives = elements(element);
    const chosen = alternatives.find(holdsSomething) ?? alternatives[0];
    return chosen ? outermost(chosen, name) : [];
  });
}
