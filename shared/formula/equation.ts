import { beside, fraction, index, power, root } from './linear.ts';
import { child, elements, type XmlNode } from './node.ts';

/** What stands in an equation beside its own elements: runs with `w:t`, symbols, changes. */
export type InnerReader = (node: XmlNode) => string;

/**
 * An equation of Office (OMML, ISO/IEC 29500-1 chapter 22) in one line. `inner` reads elements of the text around it;
 * an element that nobody knows gives its content.
 */
export function equationText(node: XmlNode, inner: InnerReader): string {
  let text = '';
  let before = '';
  for (const element of elements(node)) {
    const piece = pieceText(element, inner);
    text = [before, element.name].includes('m:f') ? beside(text, piece) : text + piece;
    before = element.name;
  }
  return text;
}

function pieceText(node: XmlNode, inner: InnerReader): string {
  const part = (name: string) => {
    const found = child(node, name);
    return found ? equationText(found, inner) : '';
  };
  const property = (of: string, name: string) => child(child(node, of), name)?.attributes['m:val'];
  switch (node.name) {
    case 'm:f': {
      const type = property('m:fPr', 'm:type');
      if (type === 'noBar') return `(${part('m:num')},${part('m:den')})`;
      return fraction(part('m:num'), part('m:den'));
    }
    case 'm:sSup':
      return power(part('m:e'), part('m:sup'));
    case 'm:sSub':
      return index(part('m:e'), part('m:sub'));
    case 'm:sSubSup':
      return power(index(part('m:e'), part('m:sub')), part('m:sup'));
    case 'm:sPre':
      return `${power('', part('m:sup'))}${index('', part('m:sub'))}${part('m:e')}`;
    case 'm:rad': {
      const hidden = isTrue(child(child(node, 'm:radPr'), 'm:degHide'));
      return root(hidden ? '' : part('m:deg'), part('m:e'));
    }
    case 'm:nary': {
      const sign = property('m:naryPr', 'm:chr') ?? '∫';
      const below = isTrue(child(child(node, 'm:naryPr'), 'm:subHide')) ? '' : part('m:sub');
      const above = isTrue(child(child(node, 'm:naryPr'), 'm:supHide')) ? '' : part('m:sup');
      return `${sign}${below && `_(${below})`}${above && `^(${above})`} ${part('m:e')}`;
    }
    case 'm:d': {
      const begin = property('m:dPr', 'm:begChr') ?? '(';
      const end = property('m:dPr', 'm:endChr') ?? ')';
      const inside = elements(node).filter(({ name }) => name === 'm:e');
      const separator = property('m:dPr', 'm:sepChr') ?? '|';
      return `${begin}${inside.map((item) => equationText(item, inner)).join(separator)}${end}`;
    }
    case 'm:func': {
      const argument = part('m:e');
      return `${part('m:fName')}${/^[\p{L}\p{N}]/u.test(argument) ? ' ' : ''}${argument}`;
    }
    case 'm:limLow':
      return index(part('m:e'), part('m:lim'));
    case 'm:limUpp':
      return power(part('m:e'), part('m:lim'));
    case 'm:acc':
      return part('m:e') + (property('m:accPr', 'm:chr') ?? '\u0302');
    case 'm:bar':
      return `${part('m:e')}${property('m:barPr', 'm:pos') === 'top' ? '\u0305' : '\u0332'}`;
    case 'm:groupChr':
      return `${property('m:groupChrPr', 'm:chr') ?? '⏟'}(${part('m:e')})`;
    case 'm:phant': {
      const show = child(child(node, 'm:phantPr'), 'm:show');
      return show && !isTrue(show) ? '' : part('m:e');
    }
    case 'm:m':
      return elements(node)
        .filter(({ name }) => name === 'm:mr')
        .map((row) =>
          elements(row)
            .map((item) => equationText(item, inner))
            .join(','),
        )
        .join(';');
    case 'm:eqArr':
      return elements(node)
        .filter(({ name }) => name === 'm:e')
        .map((line) => equationText(line, inner).replaceAll('&', ''))
        .join('\n');
    case 'm:r':
      return inner(node);
    default:
      if (/^m:\w+Pr$/.test(node.name)) return '';
      return node.name.startsWith('m:') ? equationText(node, inner) : inner(node);
  }
}

/** An on/off property: there and not switched off. */
function isTrue(node: XmlNode | undefined): boolean {
  return node !== undefined && !['0', 'off', 'false'].includes(node.attributes['m:val'] ?? '1');
}
