import { test } from 'vitest';
import { killWhileBeginning, killWhileCommitting } from '../faults/kill-runs.ts';

test('a process killed 50 times while it commits cells loses no commit that it reported saved', async () => {
  await killWhileCommitting(50);
}, 180_000);

test('a process killed while it makes a new file leaves one that opens', async () => {
  await killWhileBeginning(15);
}, 600_000);
