import { readBytes } from '../../electron/import/read-bytes.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import type { FaultAnswer, FaultInput } from './fuzz-readers.ts';

/** The process that reads damaged files one after the other and says of each what came of it. */
process.on('message', async ({ id, name, bytes, threaded }: FaultInput) => {
  const began = process.cpuUsage();
  const answer: FaultAnswer = { id, wrong: null, ms: 0, mb: 0 };
  try {
    const { filings, notes } = await (threaded ? readFilings : readBytes)(name, bytes);
    if (filings.length === 0 && notes.length === 0) answer.wrong = 'neither a filing nor a note';
    for (const { message, place } of notes)
      if (
        !/\p{Script=Han}/u.test(message) ||
        /\bat .*\.[tj]s|TypeError|undefined|\[object|NaN/.test(`${place}：${message}`)
      )
        answer.wrong = `the note: ${place}：${message}`;
  } catch (error) {
    answer.wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(began);
  answer.ms = Math.round((user + system) / 1000);
  answer.mb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.send?.(answer);
});
process.send?.({ id: -1, wrong: null, ms: 0, mb: 0 } satisfies FaultAnswer);
