import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../e2e/driver.ts';
import { SampleData } from '../look/sample-data.ts';
import { type Mode, modes, openAt, type Size, screens, settled } from '../look/screens.ts';

/**
 * Pictures of every screen in every size and mode, to be looked at: `npm run shots [-- NAME...] [--out FOLDER]
 * [--mode MODE] [--size WIDTHxHEIGHT]`. A name stands for every screen that begins with it. Build first.
 */

const SIZES = ['911x512', '1280x720', '1366x768', '1920x1080'];
/** Where dark is looked at. */
const DARK = '1280x720';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, mode: { type: 'string' }, size: { type: 'string' } },
});
const out = values.out ?? (await mkdtemp(join(tmpdir(), 'jixiaobiao-shots-')));
await mkdir(out, { recursive: true });
const wanted = screens.filter(
  ({ name }) => positionals.length === 0 || positionals.some((one) => name.startsWith(one)),
);
const samples = new SampleData();
const browser = await launchBrowser();
let missed = 0;
try {
  for (const screen of wanted)
    for (const mode of modes.filter((one) => values.mode === undefined || one === values.mode)) {
      const sizes = sizesOf(mode);
      const [first] = sizes;
      if (!first) continue;
      try {
        const open = (size: string) => openAt(screen, { browser, samples, mode, size: sizeOf(size) });
        let app = await open(first);
        for (const size of sizes) {
          if (screen.floats && size !== first) {
            await app.close();
            app = await open(size);
          } else await app.page.setViewportSize(sizeOf(size));
          await settled(app.clerk);
          await app.page.screenshot({
            path: join(out, `${screen.name}-${size}${mode === 'normal' ? '' : `-${mode}`}.png`),
          });
        }
        await app.close();
      } catch (error) {
        missed++;
        console.error(`${screen.name} (${mode}): ${String(error).split('\n').slice(0, 3).join(' ')}`);
      }
    }
} finally {
  await browser.close();
  await samples.remove();
}
console.log(out);
process.exitCode = missed > 0 ? 1 : 0;

function sizesOf(mode: Mode): string[] {
  const sizes = SIZES.filter((size) => values.size === undefined || size === values.size);
  return mode === 'dark' ? sizes.filter((size) => size === DARK) : sizes;
}

function sizeOf(size: string): Size {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}
