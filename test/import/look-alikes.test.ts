import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFilings } from '../../electron/import/read-file.ts';
import { asJson, ownSamples, publishedSamples } from './samples.ts';

/** Text as PDF files give it away: radicals for ideographs, soft hyphens and directions between the characters. */

const RADICALS: Record<string, string> = {
  目: '⽬',
  一: '⼀',
  二: '⼆',
  水: '⽔',
  工: '⼯',
  大: '⼤',
  金: '⾦',
  长: '⻓',
  页: '⻚',
  见: '⻅',
  车: '⻋',
  用: '⽤',
  力: '⼒',
  人: '⼈',
  方: '⽅',
  面: '⾯',
  高: '⾼',
};

function asCopied(text: string): string {
  return text
    .replace(/[目一二水工大金长页见车用力人方面高]/g, (character) => RADICALS[character] ?? character)
    .replace(/标(?=[^\t\n])/g, '标\u00ad')
    .replace(/(\d+\.\d+)/g, '\u202d$1\u202c');
}

test.each([...ownSamples(), ...publishedSamples()])(
  'P2: $name copied out of a PDF reads as it was typed',
  async ({ name, bytes, expected }) => {
    const { filings, notes } = await readFilings(name, Buffer.from(asCopied(bytes.toString('utf8'))));
    expect(asJson(filings)).toEqual(expected);
    expect(notes.filter((note) => note.severity === 'error')).toEqual([]);
  },
);

const fault = join(import.meta.dirname, '../../../shared/seeds/faults/i05_kangxi.txt');
if (!existsSync(fault)) console.info('i05_kangxi.txt is absent: only the samples are read as copied');

test.runIf(existsSync(fault))('P2: the text of i05 has no radical left', async () => {
  const { filings } = await readFilings('i05_kangxi.txt', await readFile(fault));
  expect(filings).toHaveLength(1);
  expect(JSON.stringify(filings)).not.toMatch(/[\u2e80-\u2fdf]/);
  expect(filings[0]?.values.projectName).toBe('水工程大坝长度金额');
});
