import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Everything once (`tour` of killed-work.ts), in a process of its own. */

export interface Ended {
  /** What it said. */
  lines: string[];
  /** Its exit code or the signal that ended it. */
  ended: string;
}

/** The command of a tour on the data file at `path`. */
export function tourOf(path: string): string[] {
  return [process.execPath, fileURLToPath(new URL('./killed-work.ts', import.meta.url)), 'tour', path];
}

export async function run(command: string, args: string[]): Promise<Ended> {
  const process_ = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = await new Promise<string>((resolve) => {
    process_.once('close', (code, signal) => resolve(signal ?? String(code)));
  });
  return { lines: output.split('\n').slice(0, -1), ended };
}
