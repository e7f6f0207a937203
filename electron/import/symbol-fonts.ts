/**
 * Fonts that draw signs in the places of letters: `³` in Symbol is ≥. Their characters come as those letters or as
 * U+F020–U+F0FF. Symbol by Unicode's table for it (MAPPINGS/VENDORS/ADOBE/symbol.txt); of the dingbats those that stand
 * in tables: ticks, boxes, bullets, arrows, circled numbers.
 */
const SYMBOL = [
  [0x20, ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'],
  [0xa0, '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑'],
  [0xf1, '〉∫'],
] as const;

const WINGDINGS = [
  [0x20, ' '],
  [0x6c, '●❍■□'],
  [0x71, '❑❒'],
  [0x74, '◆◆◆❖'],
  [0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'],
  [0x9e, '·•▪○'],
  [0xa7, '▪□'],
  [0xab, '★'],
  [0xd8, '➢'],
  [0xdf, '←→↑↓↖↗↙↘'],
  [0xe8, '➔'],
  [0xef, '⇦⇨⇧⇩'],
  [0xfb, '✗✓☒☑'],
] as const;

const WINGDINGS_2 = [
  [0x20, ' '],
  [0x4f, '✗✓☒☑☒☒'],
  [0x69, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'],
  [0x97, '●'],
  [0xa2, '■□'],
] as const;

type Runs = readonly (readonly [number, string])[];
const tableOf = (runs: Runs) =>
  new Map(runs.flatMap(([from, signs]) => [...signs].map((sign, at) => [from + at, sign] as const)));

const FONTS: Record<string, Map<number, string>> = {
  symbol: tableOf(SYMBOL),
  wingdings: tableOf(WINGDINGS),
  'wingdings 2': tableOf(WINGDINGS_2),
  'wingdings 3': new Map(),
  webdings: tableOf([
    [0x20, ' '],
    [0x61, '✓'],
    [0x63, '□'],
    [0x67, '■'],
    [0x6e, '●'],
    [0x72, '✗'],
  ]),
};

export function isSymbolFont(font: string): boolean {
  return Object.hasOwn(FONTS, font.toLowerCase());
}

/**
 * A text in one of these fonts as the signs it shows; `lost` when it has characters that are not known here and stay as
 * they are. Characters U+F020–U+F0FF in another font are taken for Symbol, else for Wingdings, from where they are pasted.
 */
export function symbolText(text: string, font: string): { text: string; lost: boolean } {
  const own = FONTS[font.toLowerCase()];
  let lost = false;
  const shown = [...text].map((character) => {
    const code = character.codePointAt(0) as number;
    const isPrivate = code >= 0xf020 && code <= 0xf0ff;
    if (!isPrivate && (!own || code > 0xff || code < 0x20)) return character;
    const place = isPrivate ? code - 0xf000 : code;
    const sign = own ? own.get(place) : (FONTS.symbol?.get(place) ?? FONTS.wingdings?.get(place));
    if (sign === undefined) lost = true;
    return sign ?? character;
  });
  return { text: shown.join(''), lost };
}
