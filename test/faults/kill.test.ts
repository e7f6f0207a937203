import { test } from 'vitest';
import { killWhileBeginning, killWhileCommitting } from './kill-runs.ts';

test('a process killed 300 times while it commits cells loses no commit that it reported saved', async () => {
  await killWhileCommitting(300);
}, 600_000);

test('a process killed while it makes a new file leaves one that opens', async () => {
  await killWhileBeginning(150);
}, 600_000);
