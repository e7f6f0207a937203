import { test } from 'vitest';
import { killWhileCommitting } from '../faults/kill-runs.ts';

test('a process killed 50 times while it commits cells loses no commit that it reported saved', async () => {
  await killWhileCommitting(50);
}, 180_000);
