/** The most lines that a block of a character map may have (Adobe Technical Note 5014, 1.4.1). */
const BLOCK = 100;

const hex = (unit: number) => unit.toString(16).padStart(4, '0');

/** What a character map may not lead to (ISO 19005-2, 6.2.11.7). */
const FORBIDDEN = /[\0\ufeff\ufffe]/g;

/**
 * The character map of an embedded font: what each code is extracted as, a line a code. One range with a list is
 * shorter, but Ghostscript and the virtual printers over it read it wrongly: every ideograph of what they print is
 * another.
 */
export function toUnicode(texts: readonly string[]): string {
  const lines = texts.map((printed, code) => {
    const text = printed.replace(FORBIDDEN, '');
    const units = Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at)));
    return `<${hex(code)}> <${units.join('')}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += BLOCK) {
    const block = lines.slice(at, at + BLOCK).filter((line) => !line.endsWith('<>'));
    if (block.length > 0) blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}
