import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { findIn, replaceEdits } from '../../shared/filing/find.ts';
import { normalText } from '../../shared/filing/normal-text.ts';
import { cleanText, parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { fold } from '../../shared/form/fold.ts';
import type { Form } from '../../shared/form/form.ts';
import { indicatorSchema } from '../../shared/library/library-schema.ts';
import { dalianSample } from '../export/samples.ts';

const form = catalog.find('dalian-project') as Form;

/** Characters of every kind that has more than one code, with what may stand beside them. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'工长金水、。-—‐‑–ﬁ①㎡ｅ％Ωx中é'),
      fc.constantFrom('\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u2060', '\ufeff', '\ufe0f', '\u180b'),
      fc.constantFrom('\u0301', '\u0323', '\u20e3', '\u{e0100}', '👩', '🏽', '☑', '𠮷', 'ᠠ', 'ن'),
      fc.integer({ min: 0x2e80, max: 0x2fdf }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0xf900, max: 0xfad9 }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0x2f800, max: 0x2fa1d }).map((code) => String.fromCodePoint(code)),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('text in its one spelling', () => {
  test.each([
    ['⽔⼯⼤⾦、⻓⻅⻋⻚⾯', '水工大金、长见车页面'],
    ['㇐体化', '一体化'],
    ['\uf9e4\u{2f81a}\ufa1e', '理冬羽'],
    ['x\u0301e\u0301n\u030c', 'x\u0301éň'],
    ['2026\u00ad-12\u200b-31\u2060', '2026-12-31'],
    ['\u202d86.46\u202c', '86.46'],
    ['☑\ufe0f新增', '☑新增'],
    ['电\u200d信\u200c局', '电信局'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(normalText(typed)).toBe(kept);
  });

  test.each([
    'ﬁ①㎡％（Ｄ）Ⅲ½',
    '葛\u{e0100}城',
    '👩\u200d🚀',
    'ᠠ\u180bᠠ',
    'می\u200cخواهم',
    '2\u00a0000\u3000元\t次',
    '㈠㏎',
  ])('%j stays as typed', (typed) => {
    expect(normalText(typed)).toBe(typed);
  });

  it('changes nothing more when it is done again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('P2: text is brought into it wherever it enters', () => {
  it('is what a cell holds after typing, and what the store makes of the cell', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const cell = { path: 'projectName', pattern: '', run: null, name: '项目名称' };
        const edits = enterText(form, dalianSample, cell, typed);
        if ('refused' in edits) throw new Error(edits.refused);
        const after = applyAll(dalianSample, edits);
        const parsed = parseFiling(after);
        if ('error' in parsed) throw new Error(parsed.error);
        expect(parsed.filing).toEqual(after);
      }),
    );
  });

  it('is looked for and replaced in it', () => {
    const filing = { ...dalianSample, values: { ...dalianSample.values, projectName: '供水工程x' } };
    expect(findIn(form, filing, '⽔⼯').map(({ path }) => path)).toEqual(['projectName']);
    const edits = replaceEdits(form, filing, 'all', '⼯程', '⻓廊e');
    expect(edits).toMatchObject([{ kind: 'value', field: 'projectName', to: '供水长廊ex' }]);
    const accent = replaceEdits(form, filing, 'all', '程x', 'e\u0301');
    expect(accent).toMatchObject([{ to: '供水工é' }]);
  });

  it('is read from labels, files and the library in it', () => {
    expect(fold('⻓\u00ad期⽬标：')).toBe('长期目标');
    const parsed = parseFiling({
      form: 'dalian-project',
      projectName: '⽔利⼯程\u00ad',
      indicators: [{ level3: '⻓度' }],
    });
    if ('error' in parsed) throw new Error(parsed.error);
    expect(parsed.filing.values.projectName).toBe('水利工程');
    expect(rowsOf(parsed.filing, 'indicators')[0]?.level3).toBe('长度');
    const indicator = indicatorSchema.parse({
      ...{ level1: '产出指标', level2: '数量指标', name: ' ⼯程⻓度\u200b ', also: [], sign: '≥', units: ['⽶'] },
      ...{ reference: '', kinds: [], source: '' },
    });
    expect(indicator).toMatchObject({ name: '工程长度', units: ['米'] });
  });

  it('keeps the line breaks of every program', () => {
    expect(cleanText('一\u000b二\u000c三\u0085四\u2028五\r\n六\r七')).toBe('一\n二\n三\n四\n五\n六\n七');
  });
});
