import { test } from 'vitest';
import { killWhileCommitting } from './kill-runs.ts';

test('a process killed 300 times while it commits cells loses no commit that it reported saved', async () => {
  await killWhileCommitting(300);
}, 600_000);
