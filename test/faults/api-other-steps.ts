import { canMakeFrom } from '../../shared/filing/made-from.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { digest } from './api-model.ts';
import { adopt, check, type Step, some } from './api-step.ts';

/** Tables made from others, what is handed out, and what only reads. */
export const otherSteps: Record<string, Step> = {
  async example(world, program) {
    const { id } = await program.value('filings.example', { year: 2026 });
    await adopt(world, program, [id]);
  },
  /** Of a new target table, whose source is then known. */
  async madeFrom(world, program) {
    const pairs = catalog.all.flatMap((form) =>
      catalog.all.flatMap((of) => (canMakeFrom(form, of) ? [[form, of]] : [])),
    );
    const [form, of] = world.random.pick(pairs) as [(typeof catalog.all)[number], (typeof catalog.all)[number]];
    const target = await program.value('filings.create', { form: of.id, year: 2026, projectName: '路灯' });
    await adopt(world, program, [target.id]);
    const { id } = await program.value('filings.makeFrom', { id: target.id, form: form.id });
    await adopt(world, program, [id]);
    const { source } = await program.value('filings.source', { id });
    check(source?.id === target.id, `filing ${id} was made from ${source?.id}, not ${target.id}`);
    check(digest(source.taken) === digest(target.filing), `filing ${id} was made from something else`);
  },
  /** What is handed out is kept as a version. */
  async exported(world, program) {
    const [first] = some(world);
    if (!first) return;
    const [id, { revision }] = first;
    const job = `out${world.named++}`;
    await program.value('export.start', { job, kind: 'xlsx', ids: [id], seal: null });
    await program.value('print.start', { job, ids: [id], seal: null });
    const { versions } = await program.value('versions.list', { id });
    check(
      versions.some((version) => version.revision === revision),
      `filing ${id} is not kept at ${revision} though it was handed out`,
    );
  },
  /** Handed out without a trace in the data file. */
  async shown(world, program) {
    const [first] = some(world);
    if (!first) return;
    const [id, own] = first;
    const job = `out${world.named++}`;
    await program.value('print.preview', { job, ids: [id], seal: null });
    await program.value('unsaved.export', { job, filings: [{ ...own.filing }], seal: null });
    await program.value('review.export', { job, kind: 'xlsx', scope: { ids: [id] } });
    await program.value('compare.export', { subject: { kind: 'filings', before: id, after: id }, changesOnly: false });
    await program.value('library.export', {});
    await program.value('export.cancel', { job });
  },
  async read(world, program) {
    const [first] = some(world);
    if (!first) return;
    const [id, own] = first;
    const { facts } = await program.value('filings.facts', { ids: [id, 1_000_000] });
    check(facts.length === 1 && facts[0]?.id === id, `facts of ${id}: ${JSON.stringify(facts)}`);
    const { judged } = await program.value('review.filing', { id });
    check(judged === own.judged, `filing ${id} is ${judged ? '' : 'not '}judged`);
    const { counts } = await program.value('review.counts', { ids: [id] });
    check(counts.length === 1 && counts[0]?.id === id, `counts of ${id}: ${JSON.stringify(counts)}`);
    await program.value('review.year', { job: `year${world.named++}`, year: 2026 });
    await program.value('review.lines', { year: 2026, unit: '水务事务中心', rule: 'R11', severity: 'error' });
    await program.value('compare.years', { before: 2026, after: 2027 });
    await program.value('app.log', { text: 'a fault' });
    const live = [...world.model.filings.values()].filter(({ trashed }) => !trashed).length;
    check((await program.value('data.info', {})).filings === live, `${live} filings are counted otherwise`);
  },
  /** Files are asked for by the shell, whose clerk cancels. */
  async pickedNone(world, program) {
    const { files } = await program.value('import.pick', { job: `read${world.named++}` });
    check(files.length === 0, 'files were read that nobody chose');
    await program.value('library.pick', {});
    const { entries } = await program.value('library.list', {});
    const bytes = new Uint8Array(Buffer.from('三级指标名称\n'));
    const read = await program.value('library.read', { files: [{ name: '指标.csv', bytes }] });
    check(read.files === 1 && entries.length > 0, `${read.files} files are read`);
  },
};
