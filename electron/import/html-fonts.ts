import { isSymbolFont } from '../../shared/formula/symbols.ts';
import { type Font, PLAIN } from './workbook/text.ts';

/** What a rule or an element says of a font; undefined where it says nothing. */
interface Said {
  strike: boolean;
  symbols: string | undefined;
}

/** The fonts of a page as far as they change a text: what is struck out, and letters that a symbol font draws as signs. */
export class HtmlFonts {
  #classes = new Map<string, Said>();

  /** Takes the rules of a style sheet whose selectors end in a class, as Excel and WPS write them. */
  sheet(css: string): void {
    for (const rule of css.split('}')) {
      const at = rule.indexOf('{');
      const said = at < 0 ? null : declared(rule.slice(at + 1));
      if (!said || (!said.strike && said.symbols === undefined)) continue;
      for (const selector of rule.slice(0, at).split(',')) {
        const name = /\.([\w-]+)\s*$/.exec(selector.slice(-100))?.[1];
        if (name !== undefined) this.#classes.set(name, said);
      }
    }
  }

  /** The font within an element; what is struck out stays so. */
  within(font: Font, name: string, attributes: Record<string, string>): Font {
    const said: Said[] = [declared(attributes.style ?? '')];
    for (const one of (attributes.class ?? '').split(/\s+/)) {
      const rule = this.#classes.get(one);
      if (rule) said.unshift(rule);
    }
    if (attributes.face !== undefined) said.unshift({ strike: false, symbols: symbolsOf(attributes.face) });
    const strike = font.strike || /^(?:s|strike|del)$/.test(name) || said.some((one) => one.strike);
    const symbols = said.findLast((one) => one.symbols !== undefined)?.symbols ?? font.symbols;
    return strike === font.strike && symbols === font.symbols ? font : { ...PLAIN, strike, symbols };
  }
}

function declared(style: string): Said {
  const family = /(?:^|[;\s])font-family\s*:([^;]*)/i.exec(style)?.[1];
  return {
    strike: /(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]*\bline-through\b/i.test(style),
    symbols: family === undefined ? undefined : symbolsOf(family),
  };
}

/** The first family where it is one of signs, else ''. */
function symbolsOf(families: string): string {
  const first = (families.split(',')[0] ?? '').replace(/["']|&quot;/g, '').trim();
  return isSymbolFont(first) ? first : '';
}
