import { readBytes } from '../electron/import/read-bytes.ts';
import { toJson } from '../shared/filing/json.ts';
import { layout } from '../shared/layout/layout.ts';
import { makeXlsx } from '../electron/export/xlsx.ts';
import { everyForm } from './forms/every-form.ts';
import { filingOf } from './filings.ts';
import { asPrinted } from './import/as-printed.ts';
import { withLabelLikes } from './import/label-like.ts';
import { oneLine, plausible } from './import/plausible.ts';
import { gridText, webText } from './import/sheet-texts.ts';
import fc from 'fast-check';
const n = Number(process.argv[2] ?? 20);
const only = process.argv[3];
const ways = (process.argv[4] ?? 'grid,web,xlsx').split(',');
const verbose = process.argv[5] === 'v';
const seed = Number(process.argv[6] ?? 1);
const forms = everyForm.all.filter(({ bands }) => bands.every(({ kind }) => kind !== 'text') ).filter(f => !only || only.split(',').includes(f.id));
const t0 = Date.now();
let reads = 0;
for (const form of forms) for (const way of ways) {
  let bad = 0, total = 0; 
  const web = way === 'web';
  const arb = withLabelLikes(form, filingOf(form, 5).map((given) => way === 'xlsx' ? plausible(form, given) : oneLine(form, plausible(form, given)))).map(f => asPrinted(form, f));
  const one = async (filing: any) => {
    const sheet = layout(web ? { ...form, page: { ...form.page, height: 20_000 } } : form, filing, { seal: null, blankRows: false });
    const plain = form.bands.flatMap((band) => band.kind === 'table' ? band.lanes.filter(({ levels }) => !levels).map(({ id }) => id) : []);
    const covered = web && sheet.cells.some(({ run, rowSpan }) => rowSpan > 1 && run?.some(({ table }) => plain.includes(table)));
    if (covered) return null;
    const text = way === 'xlsx' ? null : web ? webText(sheet) : gridText(sheet);
    const bytes = text === null ? await makeXlsx([sheet], { title: 't', author: '', now: new Date(0) }) : Buffer.from(text);
    const { filings, notes } = await readBytes(text === null ? '表.xlsx' : '表.txt', bytes, everyForm);
    reads++;
    const got = filings.map((f) => toJson(everyForm.find(f.form, f.version)!, f));
    const errs = notes.filter(x => x.severity === 'error').map(x => x.place + x.message);
    const want = toJson(form, filing);
    if (JSON.stringify(got) === JSON.stringify([want]) && !errs.length) return null;
    const g: any = got[0] ?? {}, w: any = want;
    const diff: string[] = [];
    if (got.length !== 1) diff.push('filings ' + got.length);
    const walk = (a: any, b: any, p: string) => { if (typeof a === 'object' && a && typeof b === 'object' && b) { for (const k of new Set([...Object.keys(a), ...Object.keys(b)])) walk(a[k], b[k], p + '.' + k); } else if (a !== b) diff.push(`${p}: got ${JSON.stringify(a)} want ${JSON.stringify(b)}`); };
    walk(g, w, '');
    return { errs, diff, text };
  };
  // rate
  for (const filing of fc.sample(arb, { numRuns: n, seed })) { total++; const f = await one(filing); if (f) { bad++; console.log(`## ${form.id} ${way} ${total}\n` + f.errs.slice(0,3).join('\n') + '\n' + f.diff.slice(0,5).join('\n')); if (verbose) console.log(f.text); } }
  if (bad) console.log(`RATE ${form.id} ${way} ${bad}/${total}`);
}
console.log('reads', reads, 'ms', Date.now() - t0, 'forms', forms.length);
