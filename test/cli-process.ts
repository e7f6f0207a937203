import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '..', 'electron', 'cli.mjs');

/** Runs the command line as its users do: a process of its own. */
export async function runCli(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const process_ = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  process_.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = (await once(process_, 'close')) as [number | null];
  return { code, out, err };
}
