import { readBytes } from '../electron/import/read-bytes.ts';
import { toJson } from '../shared/filing/json.ts';
import { layout } from '../shared/layout/layout.ts';
import { everyForm } from './forms/every-form.ts';
import { filingOf } from './filings.ts';
import { asPrinted } from './import/as-printed.ts';
import { oneLine, plausible } from './import/plausible.ts';
import { gridText, webText } from './import/sheet-texts.ts';
import fc from 'fast-check';
const n = Number(process.argv[2] ?? 20);
const only = process.argv[3];
const seed = Number(process.argv[4] ?? 1);
const forms = everyForm.all.filter(({ bands }) => bands.every(({ kind }) => kind !== 'text') ).filter(f => !only || only.split(',').includes(f.id));
const t0 = Date.now();
let reads = 0;
for (const form of forms) for (const web of [false, true]) {
  const r = await fc.check(fc.asyncProperty(filingOf(form, 8), async (given) => {
    const filing = asPrinted(form, oneLine(form, plausible(form, given)));
    const sheet = layout(web ? { ...form, page: { ...form.page, height: 20_000 } } : form, filing, { seal: null, blankRows: false });
    const plain = form.bands.flatMap((band) => band.kind === 'table' ? band.lanes.filter(({ levels }) => !levels).map(({ id }) => id) : []);
    const covered = web && sheet.cells.some(({ run, rowSpan }) => rowSpan > 1 && run?.some(({ table }) => plain.includes(table)));
    if (covered) return;
    const text = web ? webText(sheet) : gridText(sheet);
    const { filings, notes } = await readBytes('表.txt', Buffer.from(text), everyForm);
    reads++;
    const got = JSON.stringify(filings.map((f) => toJson(everyForm.find(f.form, f.version)!, f)));
    const errs = notes.filter(x => x.severity === 'error').map(x => x.place + x.message);
    if (got !== JSON.stringify([toJson(form, filing)]) || errs.length) throw new Error(errs.join('\n') + '\n' + got + '\n---\n' + text);
  }), { numRuns: n, seed });
  if (r.failed) console.log(`FAIL ${form.id} ${web ? 'web' : 'grid'} run ${r.numRuns} seed ${r.seed}\n`, JSON.stringify(r.counterexample?.[0]), '\n', String(r.errorInstance).slice(0, 3000));
}
console.log('reads', reads, 'ms', Date.now() - t0, 'forms', forms.length);
