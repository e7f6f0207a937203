import { ApiError, errorTexts } from '../shared/api.ts';
import { type Command, terminal, UsageError, usage } from './cli/command.ts';

/** Headless commands: `cli COMMAND …`. What only some of them need is loaded by them. */

const commands: Record<string, () => Promise<Command>> = {
  convert: async () => (await import('./cli/convert.ts')).convert,
  import: async () => (await import('./cli/stored.ts')).importFiles,
  list: async () => (await import('./cli/stored.ts')).list,
  check: async () => (await import('./cli/check.ts')).check,
  export: async () => (await import('./cli/stored.ts')).exportStored,
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
    if (!(error instanceof ApiError)) throw error;
    terminal.err(error.message);
    return 1;
  }
}

function fail(error: unknown): never {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
  terminal.err(`${errorTexts.internal}（${reason}）`);
  process.exit(1);
}
