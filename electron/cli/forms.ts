import { readFile } from 'node:fs/promises';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { kindNames } from '../../shared/form/kinds.ts';
import { jsonText, readArguments, terminal, UsageError } from './command.ts';

const samples = new URL('../../resources/samples/', import.meta.url);

/**
 * The catalog: one line per form (id, version, region, name, kind) or as JSON; with `--sample` a filled-in filing of a
 * form as JSON.
 */
export async function forms(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean' }, sample: { type: 'string' } }, false);
  if (values.sample !== undefined) {
    const form = catalog.find(values.sample);
    if (!form)
      throw new UsageError(`没有表样“${values.sample}”，可用的有 ${catalog.all.map(({ id }) => id).join('、')}`);
    terminal.out((await readFile(new URL(`${form.id}.json`, samples), 'utf8')).trimEnd());
  } else if (values.json) terminal.out(jsonText(catalog.all));
  else
    for (const { id, version, region, name, kind } of catalog.all)
      terminal.out([id, version, region, name, kindNames[kind]].join('\t'));
  return 0;
}
