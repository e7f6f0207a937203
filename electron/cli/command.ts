import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command gets the arguments after its name and answers with the exit code. */
export type Command = (args: string[]) => Promise<number>;

export const terminal = {
  out: (line: string) => void process.stdout.write(`${line}\n`),
  err: (line: string) => void process.stderr.write(`${line}\n`),
};

export const usage = `用法：
  convert FILE... [--json OUT|-] [--xlsx OUT] [--pdf OUT [--pdfa]] [--docx OUT] [--ofd OUT]
  import FILE... --db STORE
  list --db STORE [--json]
  check FILE... | --db STORE [--json]
  export --db STORE [--id ID]... [--xlsx OUT] [--pdf OUT [--pdfa]] [--ofd OUT]
  book FILE... | --db STORE [--unit U --year Y | --id ID] [--title T] [--no-cover] [--xlsx OUT] [--pdf OUT [--pdfa]] [--docx OUT] [--ofd OUT]
  forms [--json] [--sample ID]`;

/** Data as the command line writes it. */
export function jsonText(data: unknown): string {
  return JSON.stringify(data, null, 1);
}

/** The command line is not as the usage says; the message is one Chinese sentence. */
export class UsageError extends Error {}

const REASONS: Record<string, string> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: '没有选项',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: '选项的值有误：',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: '多余的参数',
};

/** Options that name a file, and take no `-` for the terminal. */
const FILES = ['db', 'xlsx', 'pdf', 'docx', 'ofd'];

/** The arguments of one command. Throws `UsageError`. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  allowPositionals: boolean,
) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals, strict: true });
    for (const [name, value] of Object.entries(values)) {
      if ([value].flat().includes('')) throw new UsageError(`选项 --${name} 的值是空的`);
      if (value === '-' && FILES.includes(name))
        throw new UsageError(`选项 --${name} 不能是 -，请给出文件名；只有 --json 可以是 -`);
    }
    return { values, positionals };
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    if (!reason) throw error;
    throw new UsageError(`${reason} ${/'([^']+)'/.exec((error as Error).message)?.[1] ?? ''}`.trim());
  }
}
