import { homedir } from 'node:os';
import { join } from 'node:path';
import { ApiError, errorTexts, isSentence } from '../shared/api-error.ts';
import { type Command, terminal, UsageError, usage } from './cli/command.ts';
import { dataFolder } from './data-folder.ts';
import { createLog } from './log.ts';

/** Headless commands: `cli COMMAND …`. What only some of them need is loaded by them. */

const commands: Record<string, () => Promise<Command>> = {
  convert: async () => (await import('./cli/convert.ts')).convert,
  import: async () => (await import('./cli/stored.ts')).importFiles,
  list: async () => (await import('./cli/stored.ts')).list,
  check: async () => (await import('./cli/check.ts')).check,
  export: async () => (await import('./cli/stored.ts')).exportStored,
  book: async () => (await import('./cli/book.ts')).book,
  forms: async () => (await import('./cli/forms.ts')).forms,
};

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
// Whoever reads our output may stop reading: `cli list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? process.exit() : fail(error)));

process.exitCode = await run(process.argv.slice(2));

/** Exit code: 0; 1 when an input could not be read or understood; 2 on wrong usage. */
async function run([name = '', ...args]: string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(usage);
    return 0;
  }
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load) throw new UsageError(name === '' ? '缺少命令' : `没有命令“${name}”`);
    return await (await load())(args);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n${usage}`);
      return 2;
    }
    if (!(error instanceof ApiError && isSentence(error.message))) return fail(error);
    terminal.err(error.message);
    return 1;
  }
}

/** A fault of the program: what it was is for whoever repairs it, in the log. */
function fail(error: unknown): never {
  const folder = dataFolder(process.env, process.platform, homedir());
  createLog(folder, () => new Date())(error);
  terminal.err(`${errorTexts.internal}；详情已记入 ${join(folder, 'errors.log')}`);
  process.exit(1);
}
