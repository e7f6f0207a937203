import { writeSync } from 'node:fs';
import { openStore } from '../../electron/store/store.ts';

/** The process that gets killed while it makes a new data file. */
writeSync(1, 'begin\n');
const store = await openStore(process.argv[2] ?? '', { now: () => new Date() });
await store.close();
