import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/** A Chromium from npm that runs on a machine without any browser, system library or font. */
export interface Chromium {
  executable: string;
  /** Environment it starts with: its own libraries and its own font configuration. */
  env: Record<string, string>;
}

/**
 * Unpacks the browser of @sparticuz/chromium once, into node_modules/.cache. It needs nspr, nss and expat, which its
 * package brings for one system; here they serve every Linux.
 */
export async function chromium(): Promise<Chromium> {
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const modules = dirname(dirname(home));
  const folder = join(modules, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(join(home, 'bin'), folder);
  return {
    executable: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

/** Test files run at the same time: each unpacks for itself and the first one done is kept. */
async function unpack(bin: string, folder: string): Promise<void> {
  const work = `${folder}.${randomBytes(4).toString('hex')}`;
  await mkdir(join(work, 'fonts'), { recursive: true });
  try {
    const binary = createWriteStream(join(work, 'chromium'), { mode: 0o755 });
    await Promise.all([
      pipeline(createReadStream(join(bin, 'chromium.br')), createBrotliDecompress(), binary),
      untar(join(bin, 'al2023.tar.br'), work),
      untar(join(bin, 'fonts.tar.br'), join(work, 'fonts')),
    ]);
    await writeFile(join(work, 'fonts', 'fonts.conf'), fontConfiguration(join(folder, 'fonts')));
    await rename(work, folder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function untar(archive: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => tar.once('error', reject).once('close', resolve));
  // tar goes at the end of the archive, perhaps before it has taken the padding behind it; its exit code tells the
  // truth.
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'EPIPE') throw error;
  });
  if ((await ended) !== 0) throw new Error(`tar could not unpack ${archive}`);
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
}
