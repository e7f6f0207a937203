import { writeSync } from 'node:fs';
import { openStore } from '../../electron/store/store.ts';
import { typed } from '../store/typed.ts';

/** The process that gets killed: types into one cell after the other and says so after each commit. */
const [path = '', id = ''] = process.argv.slice(2);
const store = await openStore(path, { now: () => new Date() });
let { revision, filing } = store.open(Number(id));
let text = filing.values.annualGoal ?? '';
for (;;) {
  const next = `第${revision + 1}次保存`;
  revision = store.commit({
    id: Number(id),
    revision,
    label: '填写年度目标',
    edits: [typed('annualGoal', next, text)],
  }).revision;
  text = next;
  writeSync(1, `saved ${revision}\n`);
}
