import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** How long a second start waits until the running program has shown its window, in ms. */
const PATIENCE = 5000;
const STEP = 100;

/** The running program says in a file to which second start (its process number) it has shown its window. */
export function answerSecond(path: string, more: unknown): void {
  const { asked } = (more ?? {}) as { asked?: unknown };
  try {
    writeFileSync(path, String(asked), { mode: 0o600 });
  } catch {
    // The window is shown all the same; the second start says that it had no answer.
  }
}

/** Whether the running program has answered this second start: a program that hangs holds the lock as well. */
export async function hasAnswered(path: string): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE; waited += STEP) {
    const answered = await readFile(path, 'utf8').catch(() => '');
    if (answered === String(process.pid)) return true;
    await pause(STEP);
  }
  return false;
}
