import { expect, test } from 'vitest';
import { NOTE_LINE, type Note, notesOf } from '../../renderer/grid/last-year-notes.ts';
import { compareFilings } from '../../shared/compare/compare-filings.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { rollForward } from '../../shared/filing/roll-forward.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { dalianSample, hebeiSample } from '../export/samples.ts';
import { typedForm } from '../typed-form.ts';

const formOf = (filing: Filing) => catalog.find(filing.form) as Form;

function notes(before: Filing, after: Filing) {
  const form = formOf(after);
  const sheet = layout(form, after, { seal: null, blankRows: true });
  return { sheet, notes: notesOf(sheet, compareFilings({ form, filing: before }, { form, filing: after }), '上年') };
}

const texts = (list: Note[]) =>
  list.flatMap(({ lines }) =>
    lines.map(({ name, text, change, changed }) => `${changed ? '*' : ''}${name}|${text}${change}`),
  );

function nextYear(filing: Filing, values: Record<string, string> = {}): Filing {
  const next = rollForward(formOf(filing), filing, 2025, { amounts: 'keep' });
  return { ...next, values: { ...next.values, ...values } };
}

test('amounts and indicator values say what they were, other texts only where they changed', () => {
  const after = nextYear(dalianSample, { 'annualFunding.total': '45', annualGoal: '另一个目标' });
  expect(texts(notes(dalianSample, after).notes)).toEqual([
    '实施期金额|上年 86.35',
    '*年度金额|上年 42.5（+2.5，+5.9%）',
    '实施期财政拨款|上年 80',
    '年度财政拨款|上年 42.5',
    '实施期其他资金|上年 6.35',
    `*年度目标|上年 ${dalianSample.values.annualGoal}`,
    '|上年 ≥12台',
    '|上年 36人次',
    '|上年 100%',
    '|上年 2024年9月30日之前',
    '|上年 ≤15分钟',
    '|上年 =8年',
    '|上年 95%以上',
  ]);
});

test('an amount that is still to be filled in says what it was, and is no change', () => {
  const after = nextYear(dalianSample, { 'annualFunding.total': '' });
  expect(texts(notes(dalianSample, after).notes)).toContain('年度金额|上年 42.5');
});

test('amounts have separators', () => {
  const before = { ...dalianSample, values: { ...dalianSample.values, 'annualFunding.total': '12345.6' } };
  const after = nextYear(before, { 'annualFunding.total': '23456' });
  expect(texts(notes(before, after).notes)).toContain('*年度金额|上年 12,345.6（+11,110.4，+90.0%）');
});

test('a changed value, a new name, a new and a lost indicator are told', () => {
  const next = nextYear(dalianSample);
  const indicators = rowsOf(next, 'indicators')
    .map((row, at) => (at === 0 ? { ...row, level3: '更换叫号终端的数量', value: '≥15台' } : row))
    .map((row, at) => (at === 2 ? { ...row, level3: '群众投诉办结率', value: '100%' } : row));
  const told = texts(notes(dalianSample, { ...next, tables: { indicators } }).notes);
  expect(told).toContain('*|上年 ≥12台');
  expect(told).toContain('*三级指标|上年 更换叫号终端数量');
  expect(told).toContain('*|上年没有此指标');
  expect(told.slice(-2)).toEqual(['|上年另有 1 项指标：', '*|设备验收合格率 100%']);
});

test('notes stand beside their rows and never over each other, whatever they hold', () => {
  const after = rollForward(formOf(hebeiSample), hebeiSample, 2022, { amounts: 'empty' });
  for (const { sheet, notes: list } of [notes(dalianSample, nextYear(dalianSample)), notes(hebeiSample, after)]) {
    let free = 0;
    for (const note of list) {
      expect(note.y).toBeGreaterThanOrEqual(free);
      const taken = note.lines.reduce((sum, line) => sum + line.lines, 0);
      expect(note.height).toBeGreaterThanOrEqual(taken * NOTE_LINE);
      free = note.y + note.height;
    }
    const rows = sheet.pages[0]?.boxes.map(({ y }) => y) ?? [];
    expect(rows).toContain(list[0]?.y);
  }
});

test('a row has as many lines of a long text as it is high', () => {
  const after = nextYear(dalianSample, { periodGoal: '另一个目标'.repeat(40) });
  const long = notes(dalianSample, after).notes.find(({ lines }) => lines.some(({ name }) => name === '实施期目标'));
  expect(long?.lines[0]?.lines).toBeGreaterThan(3);
  expect((long?.lines[0]?.lines ?? 0) * NOTE_LINE).toBeLessThanOrEqual(long?.height ?? 0);
});

test('rows of every table are noted, also of two lanes and of plain tables; what is gone is called a row there', () => {
  const row = (texts: Record<string, string>) => ({
    unit: '',
    item: '',
    date: '',
    urgent: '',
    fiscal: '',
    other: '',
    ...texts,
  });
  const filing = (purchases: Record<string, string>[], value: string): Filing => ({
    form: typedForm.id,
    version: typedForm.version,
    sections: [],
    values: { fiscalYear: '2026' },
    tables: {
      purchases,
      periodIndicators: [{ level1: '产出指标', level2: '数量指标', level3: '站点数', value }],
      indicators: [{ level1: '产出指标', level2: '数量指标', level3: '站点数', value: '≥36个' }],
    },
  });
  const before = filing([row({ item: '台式计算机', fiscal: '7.2' }), row({ item: '打印机', fiscal: '0.9' })], '≥30个');
  const after = filing([row({ item: '台式计算机', fiscal: '8' }), row({ item: '书架', fiscal: '2' })], '≥36个');
  const sheet = layout(typedForm, after, { seal: null, blankRows: true });
  const rows = compareFilings({ form: typedForm, filing: before }, { form: typedForm, filing: after });
  const told = texts(notesOf(sheet, rows, '上年'));
  expect(told).toContain('*|上年 ≥30个');
  expect(told).toContain('|上年 ≥36个');
  expect(told).toContain('*|上年没有此行');
  expect(told.some((text) => text.startsWith('*财政|上年 7.2'))).toBe(true);
  expect(told.find((text) => text.startsWith('|上年另有'))).toBe('|上年另有 1 行：');
});

test('amounts stand before their names, other values after', () => {
  const after = nextYear(dalianSample, { annualGoal: '另一个目标' });
  const lines = notes(dalianSample, after).notes.flatMap((note) => note.lines);
  expect(lines.filter(({ amount }) => amount).map(({ name }) => name)).toContain('实施期金额');
  expect(lines.find(({ name }) => name === '年度目标')?.amount).toBe(false);
});
