import { beside, fraction, index, power, root } from '../../../shared/formula/linear.ts';
import { elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';

/** An equation in MathML, as OpenDocument keeps it, in one line. */
export function mathText(node: XmlNode): string {
  const parts = elements(node).filter(({ name }) => !name.startsWith('math:annotation'));
  const [first = '', second = '', third = ''] = parts.slice(0, 3).map(mathText);
  switch (node.name) {
    case 'math:mi':
    case 'math:mn':
    case 'math:mo':
    case 'math:mtext':
    case 'math:ms':
      return textWithin(node).trim();
    case 'math:mfrac':
      return fraction(first, second);
    case 'math:msup':
    case 'math:mover':
      return power(first, second);
    case 'math:msub':
    case 'math:munder':
      return index(first, second);
    case 'math:msubsup':
    case 'math:munderover':
      return power(index(first, second), third);
    case 'math:mroot':
      return root(second, first);
    case 'math:msqrt':
      return root('', row(parts));
    case 'math:mfenced':
      return `${node.attributes.open ?? '('}${parts.map(mathText).join(',')}${node.attributes.close ?? ')'}`;
    case 'math:mtable':
      return parts.map(mathText).join('\n');
    case 'math:mtr':
      return parts.map(mathText).join(',');
    case 'math:mphantom':
      return '';
    default:
      return row(parts);
  }
}

function row(parts: XmlNode[]): string {
  let text = '';
  for (const [at, part] of parts.entries()) {
    const fractions = [parts[at - 1]?.name, part.name].includes('math:mfrac');
    text = fractions ? beside(text, mathText(part)) : text + mathText(part);
  }
  return text;
}
