import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sheetsOf } from '../antd-styles.ts';

const home = dirname(createRequire(import.meta.url).resolve('antd/package.json'));
const isComponent = (name: string) => existsSync(join(home, 'es', name, 'style', 'index.js'));

test('no rule of Ant Design is lost, but those of the pages that its sheet was taken from', () => {
  const css = readFileSync(join(home, 'dist', 'antd.css'), 'utf8');
  const sheets = sheetsOf(css, isComponent);
  const rules = (sheet: string) => sheet.split('}').map((rule) => rule.trim());
  const left = new Set([...sheets.values()].flatMap(rules));
  const lost = rules(css).filter((rule) => !left.has(rule));
  expect(lost.filter((rule) => !rule.startsWith('.css-var-'))).toEqual([]);
  expect(sheets.get('button')).toContain('.ant-btn-primary');
  expect(sheets.get('button')).not.toContain('.ant-table');
});

test('rules go by their component, also within braces and beside strings; what moves is shared', () => {
  const css = `.ant-btn .ant-x{a:"}"}@media print{.ant-picker-cell{b:c}}@keyframes antFade{0%{d:e}}.ant-fade-in{f:g}a{h:i}`;
  const sheets = sheetsOf(css, (name) => ['button', 'date-picker'].includes(name));
  expect(Object.fromEntries(sheets)).toEqual({
    button: '.ant-btn .ant-x{a:"}"}',
    'date-picker': '@media print{.ant-picker-cell{b:c}}',
    shared: '@keyframes antFade{0%{d:e}}.ant-fade-in{f:g}a{h:i}',
  });
});

test('a class of a component that is not known ends the build', () => {
  expect(() => sheetsOf('.ant-new-thing{a:b}', () => false)).toThrow('ant-new-thing');
});
