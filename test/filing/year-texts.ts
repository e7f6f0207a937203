import fc from 'fast-check';

/** Texts whose years are all within one year of `year`. */
export function textsAround(year: number): fc.Arbitrary<string> {
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const near = fc.constantFrom(year - 1, year, year + 1);
  const pieces = fc.oneof(
    near.map((y) => `${y}年`),
    near.map((y) => `${y}年度`),
    near.map((y) => `${y}年3月`),
    near.map((y) => `${y}.12.31`),
    near.map((y) => `${y}/12/30`),
    near.map((y) => wide(`${y}年`)),
    near.map((y) => `${[...String(y)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('')}年`),
    fc.constantFrom(`${year}-${year + 1}学年`, `${year - 1}—${year}年度`),
    fc.constantFrom(`〔${year}〕12号`, `${year}1000060707`, '100%', '≥30家', '2003年', `${year}.12万元`),
    fc.constantFrom('完成', '，', '、', '至', '-', '\n', '第3号', '号', '（', '）', ' ', '目标1：'),
  );
  return fc.array(pieces, { maxLength: 8 }).map((list) => list.join(''));
}
