import { readArguments, terminal, UsageError } from './command.ts';
import { readInputs } from './inputs.ts';
import { insistDistinct, lineOf, writeOutputs } from './outputs.ts';

const options = {
  json: { type: 'string' },
  xlsx: { type: 'string' },
  pdf: { type: 'string' },
  docx: { type: 'string' },
  pdfa: { type: 'boolean' },
  ofd: { type: 'string' },
} as const;

/** Files to files, without a store. With no output it lists what it read. */
export async function convert(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, true);
  if (positionals.length === 0) throw new UsageError('请给出要转换的文件');
  insistDistinct(values, positionals);
  const { filings, failed } = await readInputs(positionals);
  if (Object.keys(values).length === 0) for (const filing of filings) terminal.out(lineOf(filing));
  const written = await writeOutputs(filings, values);
  return failed || !written ? 1 : 0;
}
