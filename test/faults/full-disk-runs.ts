import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownFolder } from '../store/with-store.ts';
import { faultsAfter } from './aftermath.ts';
import { fill } from './kill-runs.ts';
import { run, tourOf } from './tour.ts';

/**
 * A process opens a data file on a disk that has room for so many pages more and does everything once: each time it
 * meets the full disk at another place. It must tell that and end by itself; with room again the file opens and holds
 * all that was reported. The disk is a file system in memory, which only the administrator can mount. 200 disks take
 * some four minutes.
 */

const PAGE = 4096;

export interface FullDisks {
  runs: number;
  refused: number;
  failed: string[];
}

/** Fills disks but for `first` pages, `stride` more … `runs` times; null where none can be mounted. */
export async function fillDisks(runs: number, stride: number, first = 0): Promise<FullDisks | null> {
  const sound = ownFolder();
  await fill(join(sound, '绩效表.db'));
  const disk = mkdtempSync(join(tmpdir(), 'jixiaobiao-disk-'));
  const result: FullDisks = { runs: 0, refused: 0, failed: [] };
  try {
    for (let pages = first; pages < first + runs * stride; pages += stride) {
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status !== 0) return null;
      try {
        const { lines, faults } = await onDisk(sound, disk, pages);
        result.runs++;
        result.refused += lines.filter((line) => line.startsWith('refused')).length;
        result.failed.push(...faults.map((what) => `${pages} pages free: ${what}`));
      } finally {
        spawnSync('umount', [disk]);
      }
    }
  } finally {
    rmdirSync(disk);
  }
  return result;
}

async function onDisk(sound: string, disk: string, pages: number): Promise<{ lines: string[]; faults: string[] }> {
  cpSync(sound, join(disk, 'own'), { recursive: true });
  const filler = join(disk, 'filler');
  const room = statfsSync(disk).bavail * PAGE;
  writeFileSync(filler, Buffer.alloc(Math.max(0, room - pages * PAGE)));
  const path = join(disk, 'own', '绩效表.db');
  const [command = '', ...args] = tourOf(path);
  const { lines, ended } = await run(command, args);
  rmSync(filler);
  const faults = await faultsAfter(path, lines);
  if (ended !== '0' || lines.at(-1) !== 'end')
    faults.push(`it ended with ${ended}, its last words are ${lines.at(-1)}`);
  return { lines, faults };
}
