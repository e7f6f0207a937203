import { expect, test } from 'vitest';
import { inOneLine, reportOf } from '../../electron/store/ladder.ts';

const backup = { name: 'a-20260302-090000.db', madeAt: new Date(2026, 2, 2, 9).toISOString(), filings: 5 };
const other = { name: '河道', unit: '局', year: 2026, state: 'older', why: '' } as const;
const damage = { path: '/d/a.db', what: '已损坏', aside: '/d/a.db.corrupt-1', salvage: null, backup: null };

test.each([
  [
    { salvage: { whole: 3, others: [other], unsure: [], lacking: 0, filings: 4 }, backup },
    'salvaged',
    '读出 4 张表，其中 3 张是最后保存的内容',
  ],
  [
    { salvage: { whole: 4, others: [], unsure: [], lacking: 0, filings: 4 } },
    'salvaged',
    '读出 4 张表，全部是最后保存的内容',
  ],
  [{ backup }, 'restored', '已用 2026-03-02 09:00 的备份（5 张表）恢复'],
  [{}, 'emptied', '也没有可用的备份，现在打开的是新的空文件'],
])('what reads comes before the backup, the backup before a new file: %j', (known, kind, words) => {
  const report = reportOf({ ...damage, ...known });
  expect(report).toMatchObject({ kind, kept: 'a.db.corrupt-1' });
  expect(report.reason).toContain(words);
  expect(inOneLine(report)).toMatch(/^数据文件 a\.db 已损坏，.*；损坏的文件改名为 a\.db\.corrupt-1 保留$/);
});
