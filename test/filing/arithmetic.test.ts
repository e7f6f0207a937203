import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../shared/filing/arithmetic.ts';

describe('arithmetic typed into an amount', () => {
  test.each([
    ['=1200/12', '100'],
    ['＝１２００÷１２', '100'],
    ['=0.1+0.2', '0.3'],
    ['=1+2*3-4', '3'],
    ['=(1+2)*3', '9'],
    ['＝（1,000+200.5）×2', '2401'],
    ['= 12 × 3.5 ', '42'],
    ['=-3+5', '2'],
    ['=2*-3', '-6'],
    ['=10-2-3', '5'],
    ['=100/10/5', '2'],
    ['=2,695.91-.91', '2695'],
    ['=30', '30'],
    ['=5−5', '0'],
    ['=-0', '0'],
    ['=12345678901234567890.12*100', '1234567890123456789012'],
  ])('%s is %s', (typed, result) => expect(evaluate(typed)).toBe(result));

  test.each([
    ['=1/3', '0.333333'],
    ['=2/3', '0.666667'],
    ['=-2/3', '-0.666667'],
    ['=1/30000000', '0'],
    ['=1/3*3', '1'],
    ['=100/7*7/8', '12.5'],
  ])('a division that does not end is rounded at the end, to six decimals: %s is %s', (typed, result) =>
    expect(evaluate(typed)).toBe(result),
  );

  test('a division that ends is exact, however long', () => {
    expect(evaluate('=1/1024')).toBe('0.0009765625');
    expect(evaluate(`=1/${2n ** 200n}`)).toBe(`0.${(5n ** 200n).toString().padStart(200, '0')}`);
  });

  test.each([
    '',
    '=',
    '＝',
    '100',
    '1200/12',
    '=3席',
    '=1/0',
    '=1/(2-2)',
    '=1+',
    '=(1',
    '=1)',
    '=()',
    '==3',
    '=1 2',
    '=1,23',
    '=1.2.3',
    '=1e3',
    '=2²',
    '=①',
    '=30%',
    '=SUM(1)',
    `=${'('.repeat(5000)}1${')'.repeat(5000)}`,
  ])('%j is no expression', (typed) => expect(evaluate(typed)).toBeNull());

  test('agrees with exact integer fractions', () => {
    const number = fc.integer({ min: 0, max: 10 ** 9 });
    type Node = { text: string; over: bigint; under: bigint };
    const leaf: fc.Arbitrary<Node> = number.map((n) => ({
      text: (n / 100).toFixed(2),
      over: BigInt(n),
      under: 100n,
    }));
    const { node } = fc.letrec<{ node: Node }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('node'), fc.constantFrom(...'+-*/×÷'), tie('node')).map(([a, sign, b]): Node => {
          const text = `(${a.text} ${sign} ${b.text})`;
          if (a.under === 0n || b.under === 0n) return { text, over: 1n, under: 0n };
          if (sign === '+') return { text, over: a.over * b.under + b.over * a.under, under: a.under * b.under };
          if (sign === '-') return { text, over: a.over * b.under - b.over * a.under, under: a.under * b.under };
          if ('*×'.includes(sign)) return { text, over: a.over * b.over, under: a.under * b.under };
          return { text, over: a.over * b.under, under: a.under * b.over };
        }),
      ),
    }));
    fc.assert(
      fc.property(node, ({ text, over, under }) => {
        const result = evaluate(`=${text}`);
        if (under === 0n || result === null) {
          expect([under, result]).toEqual([0n, null]);
          return;
        }
        expect(result).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        // |result − over/under| ≤ 0.0000005, in integers
        const decimals = BigInt(result.split('.')[1]?.length ?? 0);
        const units = BigInt(result.replace('.', ''));
        const difference = units * under - over * 10n ** decimals;
        const abs = (n: bigint) => (n < 0n ? -n : n);
        expect(abs(difference) * 2_000_000n <= abs(under) * 10n ** decimals).toBe(true);
        if (decimals > 6n) expect(difference).toBe(0n);
      }),
      { numRuns: 300 },
    );
  });

  test('never throws, whatever is typed', () => {
    const token = fc.constantFrom('=', '＝', '+', '-', '*', '/', '(', ')', '1', '20', '.5', ',', '，', ' ', '家', '÷');
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (list) => {
        const result = evaluate(`=${list.join('')}`);
        if (result !== null) expect(result).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });
});
