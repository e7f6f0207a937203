import { spawn, spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../electron/temporary.ts';

const electron = join(import.meta.dirname, '..', 'electron');

/** Ends a process that does `work`, and says how. `silent` is a path on a disk that never answers there. */
async function endOf(work: string, last: string, limit: number): Promise<string> {
  const folder = temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const silent = join(folder, 'silent');
  spawnSync('mkfifo', [silent]);
  const program = `
    import { open } from 'node:fs/promises';
    import { setTimeout as pause } from 'node:timers/promises';
    import { endAfter } from ${JSON.stringify(join(electron, 'end-after.ts'))};
    import { inThread } from ${JSON.stringify(join(electron, 'store', 'store-thread.ts'))};
    const silent = ${JSON.stringify(silent)};
    ${work};
    await pause(500);
    void endAfter(${last}, ${limit}, () => process.exit());
  `;
  await writeFile(join(folder, 'program.mts'), program);
  const started = spawn(process.execPath, [join(folder, 'program.mts')], { stdio: 'inherit', cwd: folder });
  onTestFinished(() => void started.kill('SIGKILL'));
  return new Promise((resolve) => started.once('exit', (code, signal) => resolve(signal ?? String(code))));
}

const done = 'Promise.resolve()';
const copied = "inThread('copyBackup', [silent, '.', 'copy.db', null, new Date()]";

test.skipIf(process.platform === 'win32').each([
  ['in a thread of the store', `void ${copied}).catch(() => undefined)`, done, 60_000],
  [
    'in a thread of the store that was given up',
    `await inThread('namesIn', ['.']); await ${copied}, { limit: 200 }).catch(() => undefined)`,
    done,
    60_000,
  ],
  ['in a call of its own', 'void open(silent)', done, 60_000],
  ['in the last work', '', 'new Promise(() => undefined)', 500],
])(
  'a program that is to end does, whatever waits for a disk that does not answer: %s',
  async (_, work, last, limit) => {
    expect(await endOf(work, last, limit)).toBe('SIGKILL');
  },
);

test.skipIf(process.platform === 'win32')('a program with nothing under way ends in order', async () => {
  expect(await endOf('', done, 60_000)).toBe('0');
});
