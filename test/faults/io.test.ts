import { expect, test } from 'vitest';
import { fillDisks } from './full-disk-runs.ts';
import { failCalls, hasStrace, type IoFault, ioFaults } from './io-runs.ts';

const stride = Number(process.env.FAULT_STRIDE ?? 1);
const first = Number(process.env.FAULT_FIRST ?? 0);

test.each(Object.keys(ioFaults) as IoFault[])(
  'every call that writes fails in turn, and nothing reported is lost: %s',
  async (fault) => {
    if (!hasStrace()) return console.info('no strace here: faults at every write call were left out');
    const { runs, refused, failed } = await failCalls(fault, stride, first);
    console.info(`${fault}: ${runs} calls, ${refused} refusals, ${failed.length} failures`);
    expect(failed).toEqual([]);
  },
);

test('the disk is full at every place in turn, and nothing reported is lost', async () => {
  const result = await fillDisks(Math.ceil(200 / stride), stride, first);
  if (!result) return console.info('no disk can be mounted here: full disks were left out');
  console.info(`${result.runs} full disks, ${result.refused} refusals, ${result.failed.length} failures`);
  expect(result.failed).toEqual([]);
});
